internal import ContractChecks

extension Command {
  /// `concord check`
  static let check = Command(
    name: "check", summary: "Checks contracts and reports everything that is wrong with them.",
    help: """
      usage: concord check [--format text|json|sarif] [--watch] PATH…

      Checks the contracts at each PATH: a contract file (its whole package is read), a folder of contracts, or a folder
      of such folders. A package is a folder with a package.yaml, or the topmost folder that holds contracts.

      --format text    each finding as 'file:line:column: error: text [rule-id]' on standard error (the default)
      --format json    one JSON document with all findings on standard output
      --format sarif   the same as SARIF 2.1.0, which code scanners and editors show beside the lines
      --watch          check again whenever a contract changes, comes or goes, with a line that tells time and result,
                       until Ctrl-C; text only

      'concord explain RULE' tells more about the rule in brackets.

      Example: concord check --watch contracts

      Exit status: 0 no errors (there may be warnings), 1 errors, 2 the command line is wrong. With --watch it is that of
      the last check.
      """
  ) { arguments in
    let options: Arguments
    let format: ReportFormat
    do throws(Arguments.Failure) {
      options = try Arguments(arguments, options: ["--format"], flags: ["--watch"])
      guard !options.paths.isEmpty else { throw Arguments.Failure(message: "a PATH is missing") }
      format = try ReportFormat(options)
      if options.has("--watch"), format != .text {
        throw Arguments.Failure(message: "--watch is for people and has no --format \(format.rawValue)")
      }
    } catch {
      return usage("check", error.message)
    }
    if options.has("--watch") { return Watch(paths: options.paths).run() }
    let (packages, diagnostics) = Progress.show("checking") { load(options.paths) }
    switch format {
    case .json: Terminal.output(DiagnosticsReport.json(diagnostics))
    case .sarif: Terminal.output(SarifReport(diagnostics).text)
    case .text:
      Terminal.error(DiagnosticsReport.text(diagnostics))
      if !diagnostics.hasErrors { Terminal.output(DiagnosticsReport.summary(packages, diagnostics)) }
    }
    return diagnostics.hasErrors ? ExitStatus.failure : ExitStatus.success
  }

  /// The packages at `paths` and what is wrong with them. The paths are one Swift module, unless they are the default.
  static func load(_ paths: [String]) -> ([ContractPackage], Diagnostics) {
    let modules = paths == DefaultContracts.ofEnvironment.folders ? paths.map { [$0] } : [paths]
    var diagnostics = Diagnostics()
    let packages = modules.flatMap { ContractChecker.load(paths: $0, diagnostics: &diagnostics) }
    return (packages, diagnostics)
  }
}
