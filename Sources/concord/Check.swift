internal import ContractChecks

extension Command {
  /// `concord check`
  static let check = Command(
    name: "check", summary: "Checks contracts and reports everything that is wrong with them.",
    help: """
      usage: concord check [--format text|json] PATH…

      Checks the contracts at each PATH: a contract file (its whole package is read), a folder of contracts, or a folder
      of such folders. A package is a folder with a package.yaml, or the topmost folder that holds contracts.

      --format text   each finding as 'file:line:column: error: text [rule-id]' on standard error (the default)
      --format json   one JSON document with all findings on standard output

      Exit status: 0 no errors (there may be warnings), 1 errors, 2 the command line is wrong.
      """
  ) { arguments in
    let options: Arguments
    do throws(Arguments.Failure) {
      options = try Arguments(arguments, options: ["--format"])
      guard !options.paths.isEmpty else { throw Arguments.Failure(message: "a PATH is missing") }
      guard ["text", "json"].contains(options["--format"] ?? "text") else {
        throw Arguments.Failure(message: "--format is text or json")
      }
    } catch {
      Terminal.error("concord check: \(error.message)\n'concord help check' tells how to call it")
      return ExitStatus.usage
    }
    var diagnostics = Diagnostics()
    let packages = ContractChecker.load(paths: options.paths, diagnostics: &diagnostics)
    if options["--format"] == "json" {
      Terminal.output(DiagnosticsReport.json(diagnostics))
    } else {
      Terminal.error(DiagnosticsReport.text(diagnostics))
      if !diagnostics.hasErrors { Terminal.output(DiagnosticsReport.summary(packages, diagnostics)) }
    }
    return diagnostics.hasErrors ? ExitStatus.failure : ExitStatus.success
  }
}
