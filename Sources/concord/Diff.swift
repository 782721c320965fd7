internal import ContractChecks
internal import Glibc

extension Command {
  /// `concord diff`
  static let diff = Command(
    name: "diff", summary: "Tells what a change of contracts breaks: for callers, listeners, stored data and code.",
    help: """
      usage: concord diff [--format text|json|sarif] OLD NEW

      Compares two versions of contracts. NEW is a folder of contracts, or of such folders. OLD is another one, or a
      revision of the git repository that NEW is in; a path that exists wins over a revision of that name. Nothing is
      checked out. Packages and contracts are matched by their names, wherever the folders are.

        concord diff HEAD~1 .                 what the last commit broke
        concord diff main contracts/aurora    what this branch breaks in one package
        concord diff v1.2/contracts contracts

      Each change is judged as if the server were new, and whoever calls it, listens to it or has stored something old:
      'breaking' fails, 'warning' may surprise, 'info' is worth knowing. What the new version has no more is marked
      '(old)' and has its place in OLD.

      What is meant is allowed in NEW by 'allow: { RULE_ID: reason }' in the section that it is about, and then counted
      alone.

      --format text    each change as 'file:line:column: breaking for callers: text [RULE_ID]' on standard output
                       (the default), then how many there are
      --format json    one JSON document with all changes on standard output
      --format sarif   the same as SARIF 2.1.0, 'breaking' as error and 'info' as note; errors of the contracts as well

      Example: concord diff HEAD~1 contracts

      Exit status: 0 nothing breaks that is not allowed (there may be warnings), 1 something breaks, or contracts have
      errors, 2 the command line is wrong, or the revision cannot be read.
      """
  ) { arguments in
    let options: Arguments
    let format: ReportFormat
    let old: Version
    do {
      options = try Arguments(arguments, options: ["--format"])
      guard options.paths.count == 2 else { throw Arguments.Failure(message: "OLD and NEW are needed, nothing else") }
      format = try ReportFormat(options)
      guard access(options.paths[1], F_OK) == 0 else {
        throw Arguments.Failure(message: "there is no '\(options.paths[1])' to compare with")
      }
      old = try Version(options.paths[0], beside: options.paths[1])
    } catch {
      let message = (error as? Arguments.Failure)?.message ?? (error as? GitRevision.Failure)?.message ?? "\(error)"
      Terminal.error("concord diff: \(message)\n'concord help diff' tells how to call it")
      return ExitStatus.usage
    }
    var diagnostics = Diagnostics()
    let before = old.load(&diagnostics)
    let after = ContractChecker.load(paths: [options.paths[1]], diagnostics: &diagnostics)
    guard !diagnostics.hasErrors else {
      if format == .sarif {
        Terminal.output(SarifReport(CompatibilityJudgement(), diagnostics, revision: old.revision).text)
      } else {
        Terminal.error(DiagnosticsReport.text(diagnostics))
      }
      return ExitStatus.failure
    }
    var judgement = CompatibilityChecker.judge(old: before, new: after)
    judgement.changes = judgement.changes.map(old.named)
    for index in judgement.allowed.indices {
      judgement.allowed[index].change = old.named(judgement.allowed[index].change)
    }
    let report = CompatibilityReport(old: options.paths[0], new: options.paths[1], judgement: judgement)
    switch format {
    case .text: Terminal.output(report.text)
    case .json: Terminal.output(report.json)
    case .sarif: Terminal.output(SarifReport(judgement, Diagnostics(), revision: old.revision).text)
    }
    return report.count(.breaking) > 0 ? ExitStatus.failure : ExitStatus.success
  }
}

/// The old version: a folder, or a revision.
private enum Version {
  case path(String)
  case revision(GitRevision)

  init(_ name: String, beside path: String) throws(GitRevision.Failure) {
    self = access(name, F_OK) == 0 ? .path(name) : .revision(try GitRevision(name, at: path))
  }

  /// The packages; diagnostics call files of a revision as git does.
  func load(_ diagnostics: inout Diagnostics) -> [ContractPackage] {
    switch self {
    case .path(let path): return ContractChecker.load(paths: [path], diagnostics: &diagnostics)
    case .revision(let revision):
      var found = Diagnostics()
      let packages = ContractChecker.load(files: revision.files, diagnostics: &found)
      for var diagnostic in found.sorted {
        diagnostic.position = revision.named(diagnostic.position)
        diagnostics.add(diagnostic)
      }
      return packages
    }
  }

  /// The name of the revision, if it is one.
  var revision: String? {
    if case .revision(let revision) = self { revision.name } else { nil }
  }

  /// The change with its place as readers know it.
  func named(_ change: CompatibilityChange) -> CompatibilityChange {
    guard case .revision(let revision) = self, change.side == .old else { return change }
    var change = change
    change.position = revision.named(change.position)
    return change
  }
}
