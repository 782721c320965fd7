internal import ContractChecks
internal import ContractEmitters

extension Command {
  /// `concord generate`
  static let generate = Command(
    name: "generate", summary: "Checks contracts and writes the Swift that they stand for.",
    help: """
      usage: concord generate --output FOLDER [--templates FOLDER] [--quiet] PATH…

      Writes one Swift file for each contract at each PATH, and 'contracts-index.swift', which lists the packages. A file
      whose text would not change is left alone; a file of an earlier run whose contract is gone is removed. Nothing is
      written when a contract has an error.

      --output FOLDER     where the Swift goes; made when it is missing
      --templates FOLDER  templates that replace built-in ones: FOLDER/swift/NAME.mustache; see docs/templates.md
      --quiet             say nothing when all is well

      A Swift package has no need of this command: its build plugin 'ContractPlugin' runs it at every build.

      Example: concord generate --output Sources/Contracts/Generated contracts

      Exit status: 0 all is well, 1 a contract or a template has an error, or a file cannot be written, 2 the command line
      is wrong.
      """
  ) { arguments in
    let options: Arguments
    let output: String
    do throws(Arguments.Failure) {
      options = try Arguments(arguments, options: ["--output", "--templates"], flags: ["--quiet"])
      guard let folder = options["--output"] else { throw Arguments.Failure(message: "--output FOLDER is missing") }
      guard !options.paths.isEmpty else { throw Arguments.Failure(message: "a PATH is missing") }
      output = folder
    } catch {
      Terminal.error("concord generate: \(error.message)\n'concord help generate' tells how to call it")
      return ExitStatus.usage
    }
    let (packages, diagnostics) = Progress.show("checking") { load(options.paths) }
    Terminal.error(DiagnosticsReport.text(diagnostics))
    guard !diagnostics.hasErrors else { return ExitStatus.failure }
    do {
      let generator = try SwiftGenerator(templates: options["--templates"])
      let done = try Progress.show("generating") {
        Swift.Result { try generator.generate(packages, roots: options.paths, into: output) }
      }.get()
      if !options.has("--quiet") {
        Terminal.output(
          "\(done.contracts) contract\(done.contracts == 1 ? "" : "s"): \(done.written) files written, \(done.unchanged) unchanged, "
            + "\(done.removed) removed")
      }
      return ExitStatus.success
    } catch {
      Terminal.error("\(error)")
      return ExitStatus.failure
    }
  }
}
