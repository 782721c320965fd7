/// A command of the program.
struct Command: Sendable {
  var name: String
  /// One line for the list of commands.
  var summary: String
  /// All about it: usage, options, exit status.
  var help: String
  /// Runs it with the arguments behind its name and answers the exit status.
  var execute: @Sendable ([String]) -> Int32
}

/// What the program answers to the shell.
enum ExitStatus {
  static let success: Int32 = 0
  /// The contracts have errors.
  static let failure: Int32 = 1
  /// The command line is wrong.
  static let usage: Int32 = 2
}
