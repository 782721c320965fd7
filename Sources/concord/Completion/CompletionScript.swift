internal import ContractChecks

/// Scripts that teach a shell to complete the program's command line, made from the table of commands.
enum CompletionScript {
  enum Shell: String, CaseIterable {
    case bash, zsh, fish
  }

  static func text(for shell: Shell, commands: [Command]) -> String {
    let usages = commands.map(CommandUsage.init)
    return switch shell {
    case .bash: bash(usages)
    case .zsh: zsh(usages)
    case .fish: fish(usages, commands)
    }
  }

  /// `help` is no command of the table.
  private static func names(_ usages: [CommandUsage]) -> [String] { usages.map(\.name) + ["help"] }

  private static func words(_ value: CommandUsage.Value?, _ usages: [CommandUsage]) -> [String]? {
    switch value {
    case .words(let words): words
    case .rule: RuleCatalog.rules.map(\.id)
    case .command: names(usages)
    case .folder, .path, .free, nil: nil
    }
  }

  // MARK: bash

  private static func bash(_ usages: [CommandUsage]) -> String {
    """
    # Completion of concord for bash: source <(concord completion bash)
    _concord() {
      local word="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}" command="${COMP_WORDS[1]}"
      local words="" files=""
      COMPREPLY=()
      if [ "$COMP_CWORD" -eq 1 ]; then
        COMPREPLY=($(compgen -W "\(names(usages).joined(separator: " ")) --help --version" -- "$word"))
        return
      fi
      # bash takes '--format=json' apart at the '='.
      if [ "$word" = "=" ]; then word=""; elif [ "$previous" = "=" ]; then previous="${COMP_WORDS[COMP_CWORD-2]}"; fi
      case "$command $previous" in
    \(usages.flatMap { usage in usage.options.compactMap { bashValue(usage.name, $0, usages) } }.joined(separator: "\n"))
      *)
        case "$command" in
    \(usages.map { bashOperands($0, usages) }.joined(separator: "\n"))
        help) words="\(usages.map(\.name).joined(separator: " "))" ;;
        esac
        ;;
      esac
      COMPREPLY=($(compgen -W "$words" -- "$word"))
      case "$word" in -*) return ;; esac
      case "$files" in
      folders) COMPREPLY+=($(compgen -d -- "$word")) ;;
      contracts) COMPREPLY+=($(compgen -d -- "$word") $(compgen -f -X '!*.y*ml' -- "$word")) ;;
      esac
    }
    complete -o filenames -F _concord concord
    """
  }

  private static func bashValue(
    _ command: String, _ option: CommandUsage.Option, _ usages: [CommandUsage]
  ) -> String? {
    guard let value = option.value else { return nil }
    let action: String
    if let words = words(value, usages) {
      action = "words=\"\(words.joined(separator: " "))\""
    } else {
      action = value == .folder ? "files=folders" : value == .path ? "files=contracts" : "return"
    }
    return "  \"\(command) \(option.name)\") \(action) ;;"
  }

  private static func bashOperands(_ usage: CommandUsage, _ usages: [CommandUsage]) -> String {
    let options = usage.options.map(\.name) + ["--help"]
    let operands = words(usage.operand, usages) ?? []
    let files = usage.operand == .path ? "files=contracts" : usage.operand == .folder ? "files=folders" : ""
    let first =
      usage.firstWords.isEmpty
      ? "" : "[ \"$COMP_CWORD\" -gt 2 ] || words=\"\(usage.firstWords.joined(separator: " "))\""
    let more = [first, files].filter { !$0.isEmpty }.map { "; " + $0 }.joined()
    return "    \(usage.name)) words=\"\((operands + options).joined(separator: " "))\"\(more) ;;"
  }

  // MARK: zsh

  private static func zsh(_ usages: [CommandUsage]) -> String {
    """
    #compdef concord
    # Completion of concord for zsh, which reads the one for bash: source <(concord completion zsh)
    autoload -U +X bashcompinit && bashcompinit
    \(bash(usages))
    """
  }

  // MARK: fish

  private static func fish(_ usages: [CommandUsage], _ commands: [Command]) -> String {
    var lines = [
      "# Completion of concord for fish: concord completion fish | source",
      "complete -c concord -f",
      "complete -c concord -n __fish_use_subcommand -a help -d 'Tells more about a command'",
      "complete -c concord -n '__fish_seen_subcommand_from help' -a '\(usages.map(\.name).joined(separator: " "))'",
    ]
    for (usage, command) in zip(usages, commands) {
      let summary = String(command.summary.map { $0 == "'" ? "’" : $0 })
      lines.append("complete -c concord -n __fish_use_subcommand -a \(usage.name) -d '\(summary)'")
      let within = "complete -c concord -n '__fish_seen_subcommand_from \(usage.name)'"
      for option in usage.options where option.name.hasPrefix("--") {
        lines.append("\(within) -l \(option.name.dropFirst(2))" + fishValue(option.value, usages))
      }
      let operands = usage.firstWords + (words(usage.operand, usages) ?? [])
      if !operands.isEmpty { lines.append("\(within) -a '\(operands.joined(separator: " "))'") }
      if usage.operand == .path || usage.operand == .folder { lines.append("\(within) -F") }
    }
    return lines.joined(separator: "\n")
  }

  private static func fishValue(_ value: CommandUsage.Value?, _ usages: [CommandUsage]) -> String {
    guard let value else { return "" }
    if let words = words(value, usages) { return " -x -a '\(words.joined(separator: " "))'" }
    return value == .folder ? " -x -a '(__fish_complete_directories)'" : value == .path ? " -r -F" : " -x"
  }
}
