internal import ContractChecks
internal import FoundationEssentials

extension Command {
  /// `concord format`
  static let format = Command(
    name: "format", summary: "Brings contracts into the canonical layout, remarks and meaning kept.",
    help: """
      usage: concord format [--check] PATH…

      Lays out each contract at PATH (a file, or a folder with those below it): two blanks for each level, the outermost
      keys in the order of the documentation, one blank line before sections, the values of fields and namespaces below
      one another, quotes only where they are needed, no tabs and no blanks at line ends. Remarks stay with what they stand
      by. A file is written only when it changes, at once, and never when it would then say something else; what cannot be
      read or laid out is named and left as it is.

      --check   write nothing; list the files that would change

      Example: concord format --check contracts

      Exit status: 0 all is well, 1 a file cannot be laid out or, with --check, would change, 2 the command line is wrong.
      """
  ) { arguments in
    let options: Arguments
    do throws(Arguments.Failure) {
      options = try Arguments(arguments, flags: ["--check"])
      guard !options.paths.isEmpty else { throw Arguments.Failure(message: "a PATH is missing") }
    } catch {
      return usage("format", error.message)
    }
    var run = FormatRun(isCheck: options.has("--check"))
    for path in options.paths { run.format(path) }
    return run.finish()
  }
}

/// One run over many files.
private struct FormatRun {
  let isCheck: Bool
  private var seen: Set<String> = []
  private var changed: [String] = []
  private var failed = 0

  init(isCheck: Bool) { self.isCheck = isCheck }

  mutating func format(_ path: String) {
    let files: [String]
    do throws(ContractListing.Failure) {
      files = try ContractListing.files(at: path)
    } catch {
      fail("\(error)")
      return
    }
    for file in files where seen.insert(file).inserted { layOut(file) }
  }

  private mutating func layOut(_ file: String) {
    guard let before = FileManager.default.contents(atPath: file) else {
      fail("\(file): error: the file cannot be read")
      return
    }
    do throws(YAMLLayout.Refusal) {
      let after = try ContractLayout.format([UInt8](before), file: file)
      guard Data(after) != before else { return }
      changed.append(file)
      if isCheck {
        Terminal.output(file)
      } else if let reason = AtomicFile.replace(file, with: after) {
        fail("\(file): error: cannot be written: \(reason)")
      }
    } catch {
      let found = error.diagnostics.sorted.map(\.description).joined(separator: "\n")
      fail(error.reason.isEmpty ? found : "\(file): error: left as it is: \(error.reason)")
    }
  }

  private mutating func fail(_ message: String) {
    Terminal.error(message)
    failed += 1
  }

  func finish() -> Int32 {
    let files = "\(seen.count) contract\(seen.count == 1 ? "" : "s")"
    if isCheck {
      if !changed.isEmpty { Terminal.error("\(changed.count) of \(files) would change; run 'concord format'") }
      return failed == 0 && changed.isEmpty ? ExitStatus.success : ExitStatus.failure
    }
    Terminal.output("\(files): \(changed.count) changed" + (failed == 0 ? "" : ", \(failed) left as they are"))
    return failed == 0 ? ExitStatus.success : ExitStatus.failure
  }
}

/// Replaces files whole: readers see the old text or the new one.
enum AtomicFile {
  /// Writes `bytes` to the file, through links, keeping its permissions. Answers why it could not.
  static func replace(_ file: String, with bytes: [UInt8]) -> String? {
    let target = URL(filePath: file).resolvingSymlinksInPath()
    do {
      let permissions = try FileManager.default.attributesOfItem(atPath: target.path)[.posixPermissions]
      try Data(bytes).write(to: target, options: .atomic)
      if let permissions {
        try FileManager.default.setAttributes([.posixPermissions: permissions], ofItemAtPath: target.path)
      }
      return nil
    } catch {
      return error.localizedDescription
    }
  }
}
