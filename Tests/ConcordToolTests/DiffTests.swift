import Foundation
import Testing

/// Runs `concord diff` as a shell would, in folders and git repositories made for it.
struct DiffTests {
  private struct Outcome {
    var status: Int32
    var output: String
    var error: String

    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  private static let program = Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "concord").path
  private static let item = """
    concord: 1
    entity: item
    key: name
    fields:
      name: string
      size: int
    operations: { get: {} }

    """

  private func run(_ command: [String], in folder: URL, path: String? = nil) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GIT_") }
    environment["GIT_CONFIG_GLOBAL"] = "/dev/null"
    if let path { environment["PATH"] = path }
    process.environment = environment
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let outputText = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errorText = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, output: outputText, error: errorText)
  }

  private func diff(_ arguments: String..., in folder: URL, path: String? = nil) throws -> Outcome {
    try run([try #require(Self.program), "diff"] + arguments, in: folder, path: path)
  }

  private func git(_ arguments: String..., in folder: URL) throws {
    let outcome = try run(["git", "-c", "user.name=Test", "-c", "user.email=test@example.com"] + arguments, in: folder)
    #expect(outcome.status == 0, "\(outcome.error)")
  }

  /// Gives a new folder with files, and takes it away again.
  private func withFolder(_ files: [String: String], _ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "concord-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try write(files, to: folder)
    try body(folder)
  }

  private func write(_ files: [String: String], to folder: URL) throws {
    for (path, text) in files {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
  }

  @Test func foldersAreCompared() throws {
    try withFolder(["old/item.yaml": Self.item, "new/item.yaml": Self.item]) { folder in
      let same = try diff("old", "new", in: folder)
      #expect(same.status == 0 && same.error == "")
      #expect(same.output == "compared old with new: nothing changed that anybody would notice\n")
      try write(["new/item.yaml": Self.item.replacing("size: int", with: "size: string")], to: folder)
      let other = try diff("old", "new", in: folder)
      #expect(other.status == 1 && other.error == "")
      #expect(other.lines.count == 3)
      #expect(
        other.lines.first?.hasPrefix("new/item.yaml:6:3: breaking for listeners: the output field 'size'") == true)
      #expect(other.lines.last == "compared old with new: 2 breaking (1 for listeners, 1 for stored data)")
    }
  }

  @Test func warningsAndInfosDoNotFail() throws {
    let more = Self.item.replacing("  size: int\n", with: "  size: int\n  color: string?\n")
    try withFolder(["old/item.yaml": Self.item, "new/item.yaml": more]) { folder in
      let outcome = try diff("old", "new", in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.lines.last == "compared old with new: 1 info")
    }
  }

  @Test func whatIsAllowedIsCountedAlone() throws {
    let other = Self.item.replacing("size: int", with: "size: string")
    let allowed =
      other
      + "allow: { WIRE_OUTPUT_FIELD_TYPE_CHANGED: agreed, STORED_FIELD_TYPE_CHANGED: \"moved on \\\"Monday\\\"\" }\n"
    try withFolder(["old/item.yaml": Self.item, "new/item.yaml": allowed]) { folder in
      let outcome = try diff("old", "new", in: folder)
      #expect(outcome.status == 0 && outcome.error == "")
      #expect(outcome.lines == ["compared old with new: 2 findings allowed"])
      let json = try diff("--format", "json", "old", "new", in: folder)
      let report = try #require(
        JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: any Sendable])
      let entries = try #require(report["allowed"] as? [[String: any Sendable]])
      #expect(entries.compactMap { $0["reason"] as? String } == ["agreed", "moved on \"Monday\""])
      #expect(entries.compactMap { $0["rule"] as? String }.count == 2 && report["breaking"] as? Int == 0)

      // Between two versions alike there is nothing to allow.
      let same = try diff("new", "new", in: folder)
      #expect(same.status == 0)
      #expect(
        same.lines == [
          "new/item.yaml:8:10: note: there is no 'WIRE_OUTPUT_FIELD_TYPE_CHANGED' between these versions to allow; leave "
            + "it out when it is of no use for other versions either",
          "new/item.yaml:8:50: note: there is no 'STORED_FIELD_TYPE_CHANGED' between these versions to allow; leave it out "
            + "when it is of no use for other versions either",
          "compared new with new: nothing changed that anybody would notice",
        ])
      // A removal is allowed by the file that it was in.
      try write(
        [
          "new/item.yaml": Self.item.replacing("  size: int\n", with: "")
            + "allow: { WIRE_OUTPUT_FIELD_REMOVED: why }\n"
        ], to: folder)
      let gone = try diff("old", "new", in: folder)
      #expect(gone.status == 1)
      #expect(gone.lines.last == "compared old with new: 1 breaking for stored data, 1 finding allowed")
    }
  }

  @Test func revisionsAreReadWithoutACheckout() throws {
    let box = Self.item.replacing("entity: item", with: "entity: box")
    try withFolder(["shop/item.yaml": Self.item, "shop/box.yaml": box, "shop/.hidden/x.yaml": "no", "README": "x"]) {
      folder in
      try git("init", "-q", "-b", "main", in: folder)
      try git("add", "-A", in: folder)
      try git("commit", "-q", "-m", "Contracts", in: folder)
      let same = try diff("HEAD", ".", in: folder)
      #expect(same.status == 0, "\(same.output)\(same.error)")
      #expect(same.lines == ["compared HEAD with .: nothing changed that anybody would notice"])

      try FileManager.default.removeItem(at: folder.appending(path: "shop/box.yaml"))
      try write(["shop/item.yaml": Self.item.replacing("  size: int\n", with: "")], to: folder)
      let expected = [
        "HEAD:shop/box.yaml:2:9: (old) breaking for callers and listeners: the entity 'box' is gone, with its operations "
          + "and events; keep it until nobody uses it [WIRE_ENTITY_REMOVED]",
        "HEAD:shop/item.yaml:6:3: (old) breaking for listeners: the output field 'size' of the entity 'item' is gone; "
          + "keep it until nobody reads it [WIRE_OUTPUT_FIELD_REMOVED]",
      ]
      let changed = try diff("HEAD", ".", in: folder)
      #expect(changed.status == 1)
      #expect(changed.lines.filter { $0.contains("[WIRE_") } == expected)
      // From below, and through a branch's name.
      let below = try diff("main", "shop", in: folder)
      #expect(below.lines.filter { $0.contains("[WIRE_") } == expected.map { $0.replacing("HEAD:", with: "main:") })
      let inside = try diff("HEAD", ".", in: folder.appending(path: "shop"))
      #expect(inside.lines.filter { $0.contains("[WIRE_") } == expected)
      #expect(try diff("HEAD", "shop/item.yaml", in: folder).lines.count == changed.lines.count)

      try git("commit", "-q", "-a", "-m", "Less", in: folder)
      #expect(try diff("HEAD", ".", in: folder).status == 0)
      #expect(try diff("HEAD~1", ".", in: folder).lines.count == changed.lines.count)
    }
  }

  @Test func pathsWinOverRevisions() throws {
    try withFolder(["shop/item.yaml": Self.item]) { folder in
      try git("init", "-q", "-b", "shop", in: folder)
      try git("add", "-A", in: folder)
      try git("commit", "-q", "-m", "Contracts", in: folder)
      try write(["shop/item.yaml": Self.item.replacing("size", with: "length")], to: folder)
      #expect(try diff("shop", "shop", in: folder).status == 0)
      #expect(try diff("refs/heads/shop", "shop", in: folder).status == 1)
    }
  }

  @Test func manyFilesAreRead() throws {
    var files: [String: String] = [:]
    for index in 0..<600 {
      files["shop/item\(index).yaml"] = Self.item.replacing("entity: item", with: "entity: item\(index)")
    }
    files["more/item7.yaml"] = files["shop/item7.yaml"]
    try withFolder(files) { folder in
      try git("init", "-q", in: folder)
      try git("add", "-A", in: folder)
      try git("commit", "-q", "-m", "Contracts", in: folder)
      try write(["more/item7.yaml": Self.item.replacing("item\n", with: "item7\nsummary: Ä.\n")], to: folder)
      let outcome = try diff("HEAD", "shop", in: folder)
      #expect(outcome.lines == ["compared HEAD with shop: nothing changed that anybody would notice"])
    }
  }

  @Test func jsonIsJSON() throws {
    struct Report: Decodable {
      struct Change: Decodable {
        var rule: String, category: String, breaks: [String], severity: String, side: String, file: String, line: Int
        var column: Int, endColumn: Int, message: String, suggestion: String?
      }
      var old: String, new: String, breaking: Int, warnings: Int, infos: Int, changes: [Change]
    }
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/Compatibility")
    for fixture in ["WIRE_ENTITY_REMOVED", "WIRE_OUTPUT_FIELD_TYPE_CHANGED", "WIRE_INPUT_FIELD_REQUIRED_ADDED"] {
      let outcome = try diff("--format=json", "old", "new", in: fixtures.appending(path: fixture))
      let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
      #expect(report.old == "old" && report.new == "new")
      #expect(report.changes.count == report.breaking + report.warnings + report.infos)
      #expect(report.changes.contains { $0.rule == fixture })
      #expect(report.changes.allSatisfy { $0.file.hasPrefix($0.side + "/") })
      #expect(outcome.status == (report.breaking > 0 ? 1 : 0))
    }
    let same = try diff("--format=json", "old", "old", in: fixtures.appending(path: "WIRE_ENTITY_REMOVED"))
    #expect(
      same.output
        == #"{"old":"old","new":"old","breaking":0,"warnings":0,"infos":0,"changes":[],"allowed":[],"unusedAllowances":[]}"#
        + "\n")
  }

  @Test func contractsWithErrorsAreNotCompared() throws {
    let wrong = Self.item.replacing("size: int", with: "size: itn")
    try withFolder(["old/item.yaml": wrong, "new/item.yaml": Self.item]) { folder in
      let outcome = try diff("old", "new", in: folder)
      #expect(outcome.status == 1 && outcome.output == "")
      #expect(outcome.error.hasPrefix("old/item.yaml:6:9: error: unknown type 'itn'"))
      try git("init", "-q", in: folder)
      try git("add", "-A", in: folder)
      try git("commit", "-q", "-m", "Contracts", in: folder)
      try write(["old/item.yaml": Self.item], to: folder)
      #expect(try diff("HEAD", "old", in: folder).error.hasPrefix("HEAD:old/item.yaml:6:9: error: unknown type 'itn'"))
    }
  }

  @Test func wrongCommandLinesAreExplained() throws {
    try withFolder(["shop/item.yaml": Self.item, "empty/README": ""]) { folder in
      func error(_ arguments: String...) throws -> String {
        let outcome = try run([try #require(Self.program), "diff"] + arguments, in: folder)
        #expect(outcome.status == 2 && outcome.output == "")
        return outcome.error
      }
      #expect(try error("shop").contains("OLD and NEW are needed"))
      #expect(try error("shop", "shop", "shop").contains("OLD and NEW are needed"))
      #expect(try error("shop", "shopp").contains("there is no 'shopp'"))
      #expect(try error("--format", "xml", "shop", "shop").contains("--format is text, json or sarif"))
      #expect(try error("HEAD", "shop").contains("'HEAD' is no folder, and 'shop' is in no git repository"))
      let noGit = try diff("HEAD", "shop", in: folder, path: "/nowhere")
      #expect(noGit.status == 2)
      #expect(noGit.error.contains("'HEAD' is no folder, and there is no git to ask"))
      try git("init", "-q", in: folder)
      #expect(try error("HEAD", "shop").contains("'HEAD' is neither a folder nor a revision"))
      try git("add", "-A", in: folder)
      try git("commit", "-q", "-m", "Contracts", in: folder)
      #expect(try error("HEAD~1", "shop").contains("'HEAD~1' is neither a folder nor a revision"))
      #expect(try error("HEAD", "empty").contains("the revision 'HEAD' has no contracts in 'empty'"))
    }
  }

  @Test func theHelpTellsWhatWins() throws {
    let outcome = try run([try #require(Self.program), "help", "diff"], in: FileManager.default.temporaryDirectory)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("a path that exists wins over a revision of that name"))
  }
}
