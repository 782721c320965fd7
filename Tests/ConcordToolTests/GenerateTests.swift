import Foundation
import Testing

/// Runs `concord generate` as a shell would.
@Suite struct GenerateTests {
  private struct Outcome {
    var status: Int32
    var output: String
    var error: String
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func generate(_ arguments: String...) throws -> Outcome {
    let process = Process()
    // The test runner stands beside the program.
    process.executableURL = Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "concord")
    process.arguments = ["generate"] + arguments
    process.currentDirectoryURL = Self.root
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let outputText = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errorText = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, output: outputText, error: errorText)
  }

  private func withFolder(_ body: (_ path: String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "concord-generate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  private func names(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func writesAFilePerContractAndSaysSo() throws {
    try withFolder { folder in
      let first = try generate("--output", folder + "/out", "Tests/Fixtures/Emitters/Contracts")
      #expect(first.status == 0 && first.error == "")
      #expect(first.output == "10 contracts: 11 files written, 0 unchanged, 0 removed\n")
      #expect(
        try names(folder + "/out") == [
          "contracts-index.swift", "library+book.swift", "library+booking.swift", "library+branch.swift",
          "library+common.swift", "library+desk.swift", "library+front-desk.swift", "library+lease.swift",
          "library+loan.swift", "library+reading-room.swift", "library+search.swift",
        ])
      let second = try generate("--output=\(folder)/out", "Tests/Fixtures/Emitters/Contracts")
      #expect(second.output == "10 contracts: 0 files written, 11 unchanged, 0 removed\n")
      let other = try generate("--output", folder + "/out", "Tests/TestContracts")
      #expect(other.output.hasSuffix(", 10 removed\n"))
      #expect(try !names(folder + "/out").contains("library+book.swift"))
    }
  }

  @Test func quietSaysNothing() throws {
    try withFolder { folder in
      let outcome = try generate("--quiet", "--output", folder, "Tests/Fixtures/Emitters/Contracts")
      #expect(outcome.status == 0 && outcome.output == "" && outcome.error == "")
      #expect(try names(folder).count == 11)
    }
  }

  @Test func wrongContractsAreNotGenerated() throws {
    try withFolder { folder in
      let contract = "Tests/Fixtures/Checks/unknown-type"
      let outcome = try generate("--output", folder + "/out", contract)
      #expect(outcome.status == 1 && outcome.output == "")
      #expect(
        outcome.error.hasPrefix(
          "\(contract)/item.yaml:5:9: error: unknown type 'strng'; did you mean 'string'? [unknown-type]\n"))
      #expect(!FileManager.default.fileExists(atPath: folder + "/out"))
    }
  }

  @Test func warningsDoNotStopIt() throws {
    try withFolder { folder in
      let outcome = try generate("--quiet", "--output", folder, "Tests/Fixtures/Checks/unused-import")
      #expect(outcome.status == 0 && outcome.output == "")
      #expect(outcome.error.contains(": warning: "))
      #expect(try names(folder).contains("item.swift"))
    }
  }

  @Test func templatesOfAFolderReplaceBuiltInOnes() throws {
    try withFolder { folder in
      let template = folder + "/templates/swift/errors.mustache"
      try FileManager.default.createDirectory(
        atPath: folder + "/templates/swift", withIntermediateDirectories: true)
      try "// The errors of {{wire}}:{{#cases}} {{wire}}{{/cases}}.\n".write(
        toFile: template, atomically: true, encoding: .utf8)
      let arguments = ["--quiet", "--output", folder + "/out", "--templates", folder + "/templates"]
      let contracts = "Tests/Fixtures/Emitters/Contracts"
      #expect(
        try generate(arguments[0], arguments[1], arguments[2], arguments[3], arguments[4], contracts).status == 0)
      let text = try String(contentsOfFile: folder + "/out/library+branch.swift", encoding: .utf8)
      #expect(text.contains("\n\n// The errors of branch: NOT_EMPTY UNKNOWN_HEIR.\n\n"))
      #expect(text.contains("public struct Branch: JSONRecord"), "the others stay")

      try "a\n{{nam}}\n".write(toFile: template, atomically: true, encoding: .utf8)
      let wrong = try generate("--output", folder + "/other", "--templates", folder + "/templates", contracts)
      #expect(wrong.status == 1 && wrong.output == "")
      #expect(wrong.error.hasPrefix("\(template):2:1: error: the plan has no 'nam' here; it has cases, name, wire "))
      #expect(!FileManager.default.fileExists(atPath: folder + "/other"))
    }
  }

  @Test func foldersThatCannotBeWrittenAreNamed() throws {
    try withFolder { folder in
      try "".write(toFile: folder + "/file", atomically: true, encoding: .utf8)
      let outcome = try generate("--output", folder + "/file/out", "Tests/Fixtures/Emitters/Contracts")
      #expect(outcome.status == 1 && outcome.output == "")
      #expect(outcome.error.hasPrefix("\(folder)/file/out: error: cannot be written: "))
    }
  }

  @Test func wrongCommandLinesAreExplained() throws {
    let missing = try generate("contracts")
    #expect(missing.status == 2 && missing.output == "")
    #expect(
      missing.error == "concord generate: --output FOLDER is missing\n'concord help generate' tells how to call it\n")
    #expect(try generate("--output", "x").error.contains("a PATH is missing"))
    #expect(try generate("--outptu", "x", "contracts").error.contains("did you mean '--output'?"))
  }

  @Test func missingFoldersAreErrors() throws {
    try withFolder { folder in
      let contracts = try generate("--output", folder + "/out", folder + "/nothing")
      #expect(contracts.status == 1 && contracts.error.contains("\(folder)/nothing"))
      let templates = try generate(
        "--output", folder + "/out", "--templates", folder + "/nothing", "Tests/Fixtures/Emitters/Contracts")
      #expect(templates.status == 1 && templates.error.contains("\(folder)/nothing"))
      #expect(!FileManager.default.fileExists(atPath: folder + "/out"))
    }
  }

  @Test func helpsItself() throws {
    let help = try generate("--help")
    #expect(help.status == 0 && help.error == "")
    for option in ["--output", "--templates", "--quiet"] { #expect(help.output.contains(option)) }
  }
}
