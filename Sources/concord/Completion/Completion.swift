internal import ContractChecks

extension Command {
  /// `concord completion`
  static let completion = Command(
    name: "completion", summary: "Prints a script that completes concord's command lines in a shell.",
    help: """
      usage: concord completion bash|zsh|fish

      Prints a script for a shell, made from the commands of this version: commands, options and their values, rules,
      contracts and folders. For one session:

        bash   source <(concord completion bash)
        zsh    source <(concord completion zsh)
        fish   concord completion fish | source

      For every session, save what it prints, and again after an update:

        bash   ~/.local/share/bash-completion/completions/concord
        zsh    a file that ~/.zshrc sources after compinit
        fish   ~/.config/fish/completions/concord.fish

      Example: concord completion bash > ~/.local/share/bash-completion/completions/concord

      Exit status: 0 all is well, 2 the command line is wrong.
      """
  ) { arguments in
    let shells = CompletionScript.Shell.allCases.map(\.rawValue)
    do throws(Arguments.Failure) {
      let paths = try Arguments(arguments).paths
      guard let name = paths.first else {
        throw Arguments.Failure(message: "say for which shell: \(shells.joined(separator: ", "))")
      }
      guard paths.count == 1, let shell = CompletionScript.Shell(rawValue: name) else {
        let nearest = NearestName.suggestion(for: name, among: shells) ?? "there are \(shells.joined(separator: ", "))"
        throw Arguments.Failure(message: "there is no completion for '\(paths.last ?? name)'; \(nearest)")
      }
      Terminal.output(CompletionScript.text(for: shell, commands: CommandLineTool.commands))
      return ExitStatus.success
    } catch {
      return usage("completion", error.message)
    }
  }
}
