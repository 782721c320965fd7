/// What a command line may have, read from the command's own help: the one place where it is written down.
struct CommandUsage: Equatable {
  /// An option and what may follow it.
  struct Option: Equatable {
    /// With its dashes.
    var name: String
    /// Nil for a flag.
    var value: Value?
  }

  enum Value: Equatable {
    /// `text|json`
    case words([String])
    case folder, path, rule, command
    /// A name that the author chooses.
    case free
  }

  var name: String
  var options: [Option] = []
  /// Words that may come first: `entity`, `service`, `package`.
  var firstWords: [String] = []
  /// What the other arguments are.
  var operand: Value?
  /// Their names, as the first line of the usage has them: `PATH…`, or `OLD` and `NEW`.
  var operandWords: [String] = []

  /// Reads the lines of `usage:`, and the lines that explain options.
  init(_ command: Command) {
    name = command.name
    var usage: [Substring] = []
    for line in command.help.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("usage: ") || (!usage.isEmpty && line.hasPrefix("    ")) else { break }
      usage.append(line)
    }
    for line in usage { read(usage: line, isFirst: line == usage.first) }
    for line in command.help.split(separator: "\n").drop(while: { usage.contains($0) }) where line.hasPrefix("-") {
      // `--output FOLDER     where the Swift goes`
      let words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      let hasValue = words.count > 1 && words[1].first.map { $0.isLetter } == true
      add(words[0], hasValue ? words[1] : nil)
    }
  }

  private mutating func read(usage line: Substring, isFirst isFirstLine: Bool) {
    let words = line.split { " []".contains($0) }.map(String.init)
    guard var rest = words.firstIndex(of: name).map({ words[($0 + 1)...] }) else { return }
    var isFirst = true
    while let word = rest.popFirst() {
      if word.hasPrefix("-") {
        let value = rest.first.flatMap { $0.hasPrefix("-") || !line.contains("\(word) \($0)") ? nil : $0 }
        if value != nil { rest = rest.dropFirst() }
        add(word, value)
      } else if isFirst, word.allSatisfy({ $0.isLowercase || $0 == "|" }) {
        for word in word.split(separator: "|").map(String.init) where !firstWords.contains(word) {
          firstWords.append(word)
        }
      } else {
        operand = operand ?? CommandUsage.value(word)
        if isFirstLine { operandWords.append(word) }
      }
      isFirst = false
    }
  }

  private mutating func add(_ name: String, _ value: String?) {
    guard !options.contains(where: { $0.name == name }) else { return }
    options.append(Option(name: name, value: value.map(CommandUsage.value)))
  }

  private static func value(_ word: String) -> Value {
    let word = word.hasSuffix("…") ? String(word.dropLast()) : word
    switch word {
    case "FOLDER": return .folder
    case "PATH", "OLD", "NEW": return .path
    case "RULE": return .rule
    case "COMMAND": return .command
    default:
      let words = word.split(separator: "|").map(String.init)
      return words.count > 1 && words.allSatisfy { $0 == $0.lowercased() } ? .words(words) : .free
    }
  }
}
