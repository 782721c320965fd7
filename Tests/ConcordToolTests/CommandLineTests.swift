import Foundation
import Testing

/// Runs the built program as a shell would.
struct CommandLineTests {
  private struct Outcome {
    var status: Int32
    var output: String
    var error: String
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private func concord(_ arguments: String...) throws -> Outcome { try run(arguments) }

  private func run(_ arguments: [String]) throws -> Outcome {
    let process = Process()
    // The test runner stands beside the program.
    process.executableURL = Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "concord")
    process.arguments = arguments
    process.currentDirectoryURL = CommandLineTests.root
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let outputText = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errorText = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, output: outputText, error: errorText)
  }

  @Test func goodContractsAreSummedUp() throws {
    let outcome = try concord("check", "contracts")
    #expect(outcome.status == 0 && outcome.error == "")
    #expect(outcome.output.contains(/^checked \d+ contracts in \d+ packages?: no errors\n$/))
  }

  @Test func errorsGoToStandardErrorWithTheirPlaces() throws {
    let folder = "Tests/Fixtures/Checks/unknown-type"
    let outcome = try concord("check", folder)
    #expect(outcome.status == 1 && outcome.output == "")
    let first = outcome.error.split(separator: "\n").first
    #expect(first == "\(folder)/item.yaml:5:9: error: unknown type 'strng'; did you mean 'string'? [unknown-type]")
    #expect(outcome.error.hasSuffix("\n3 errors\n"))
  }

  @Test func warningsDoNotFail() throws {
    let outcome = try concord("check", "Tests/Fixtures/Checks/unused-import")
    #expect(outcome.status == 0)
    #expect(outcome.error.contains(": warning: "))
    #expect(outcome.output.hasSuffix("no errors, 1 warning\n"))
  }

  @Test func jsonIsJSON() throws {
    struct Report: Decodable {
      struct Entry: Decodable {
        var file: String, line: Int, column: Int, endColumn: Int, severity: String, rule: String, message: String
        var suggestion: String?
      }
      var errors: Int, warnings: Int, diagnostics: [Entry]
    }
    for fixture in try FileManager.default.contentsOfDirectory(
      atPath: CommandLineTests.root.appending(path: "Tests/Fixtures/Checks").path
    ).sorted().prefix(20) {
      let outcome = try concord("check", "--format=json", "Tests/Fixtures/Checks/\(fixture)")
      let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
      #expect(report.diagnostics.count == report.errors + report.warnings)
      #expect(report.diagnostics.contains { $0.rule == fixture })
      #expect(outcome.status == (report.errors > 0 ? 1 : 0))
    }
  }

  @Test(arguments: [
    (["chek"], "did you mean 'check'?"), (["check"], "a PATH is missing"), ([], "usage: concord COMMAND"),
    (["check", "--fromat", "json", "x"], "did you mean '--format'?"),
    (["check", "--format"], "'--format' needs a value"),
    (["check", "--format", "xml", "x"], "--format is text, json or sarif"),
    (["help", "chekc"], "did you mean 'check'?"),
  ])
  func wrongCommandLinesAreExplained(arguments: [String], text: String) throws {
    let outcome = try run(arguments)
    #expect(outcome.status == 2 && outcome.output == "")
    #expect(outcome.error.contains(text), "\(outcome.error)")
  }

  @Test func helpsItself() throws {
    #expect(try concord("--help").output.contains("check"))
    #expect(try concord("help", "check").output.contains("--format"))
    #expect(try concord("check", "--help").output.contains("--format"))
    #expect(try concord("--version").output.hasPrefix("concord "))
    #expect(try concord("--version").status == 0)
  }
}
