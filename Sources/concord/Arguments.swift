internal import ContractChecks

/// The arguments of one command: options that it knows, and what remains.
struct Arguments {
  /// Why a command line cannot be understood.
  struct Failure: Error {
    var message: String
  }

  /// Everything that is no option, in order; after `--` everything.
  private(set) var paths: [String] = []
  private var values: [String: String] = [:]
  private var flags: Set<String> = []

  /// - Parameters:
  ///   - arguments: Those behind the command's name.
  ///   - options: Names of options with a value, dashes included: `--format json` or `--format=json`.
  ///   - flags: Names of options without one.
  /// - Throws: `Failure` for an option that is unknown or lacks its value.
  init(_ arguments: [String], options: [String] = [], flags known: [String] = []) throws(Failure) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      if argument == "--" {
        paths += rest
        return
      } else if known.contains(argument) {
        flags.insert(argument)
      } else if options.contains(parts[0]) {
        guard let value = parts.count == 2 ? parts[1] : rest.popFirst() else {
          throw Failure(message: "'\(argument)' needs a value")
        }
        values[parts[0]] = value
      } else if argument.hasPrefix("-"), argument != "-" {
        let nearest = NearestName.suggestion(for: parts[0], among: options + known)
        throw Failure(message: "there is no option '\(parts[0])'\(nearest.map { "; " + $0 } ?? "")")
      } else {
        paths.append(argument)
      }
    }
  }

  /// The value of an option, the last one given.
  subscript(option: String) -> String? { values[option] }

  func has(_ flag: String) -> Bool { flags.contains(flag) }
}
