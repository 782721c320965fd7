internal import ContractChecks

/// The program `concord`: finds the command and runs it.
enum CommandLineTool {
  static let version = "0.1.0"

  /// The commands, in the order in which `concord --help` lists them. A new command is a new line here.
  static let commands: [Command] = [
    .check, .diff, .generate, .spec, .docs,
    .explain,
    .new,
    .format,
    .schema,
    .completion,
  ]

  /// Runs the command that the arguments name and answers the exit status: 0 when all is well, 1 when contracts have
  /// errors, 2 when the command line is wrong.
  static func run(_ arguments: [String]) -> Int32 {
    guard let name = arguments.first else {
      Terminal.error(help)
      return ExitStatus.usage
    }
    switch name {
    case "--help", "-h": Terminal.output(help)
    case "--version", "version": Terminal.output("concord \(version)")
    case "help": return help(Array(arguments.dropFirst()))
    default:
      guard let command = commands.first(where: { $0.name == name }) else { return unknown(name) }
      if arguments.dropFirst().contains(where: { $0 == "--help" || $0 == "-h" }) {
        Terminal.output(command.help)
      } else {
        return run(command, Array(arguments.dropFirst()))
      }
    }
    return ExitStatus.success
  }

  private static func run(_ command: Command, _ arguments: [String]) -> Int32 {
    do throws(Arguments.Failure) {
      return command.execute(try DefaultContracts.ofEnvironment.complete(arguments, for: command))
    } catch {
      return Command.usage(command.name, error.message)
    }
  }

  private static func help(_ arguments: [String]) -> Int32 {
    switch arguments.first {
    case nil, "help", "--help", "-h": Terminal.output(help)
    case "--markdown": Terminal.output(HelpPage.markdown(commands, overview: help))
    case let name?:
      guard let command = commands.first(where: { $0.name == name }) else { return unknown(name) }
      Terminal.output(command.help)
    }
    return ExitStatus.success
  }

  private static func unknown(_ name: String) -> Int32 {
    let nearest = NearestName.suggestion(for: name, among: commands.map(\.name) + ["help", "--help", "--version"])
    Terminal.error("concord: there is no command '\(name)'\(nearest.map { "; " + $0 } ?? "")")
    Terminal.error("'concord --help' lists the commands")
    return ExitStatus.usage
  }

  private static var help: String {
    let width = commands.map(\.name.count).max() ?? 0
    let lines = commands.map { command in
      "  \(command.name)\(String(repeating: " ", count: width - command.name.count))  \(command.summary)"
    }
    return """
      concord \(version): typed servers and clients from YAML contracts

      usage: concord COMMAND [OPTION…] [PATH…]

      \(lines.joined(separator: "\n"))

      'concord help COMMAND' tells more about one; 'concord --version' prints the version. Where no PATH is given, the
      folders in the environment variable CONCORD_CONTRACTS count, with ':' between them.

      Example: concord new package shop && concord check shop

      Exit status: 0 all is well, 1 contracts have errors, 2 the command line is wrong.
      """
  }
}
