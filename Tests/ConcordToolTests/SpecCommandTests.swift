import Foundation
import Testing

/// `concord spec` on the contracts in `Tests/Fixtures/Services/contracts`; the files in `expected` are what it writes, byte for byte.
struct SpecCommandTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  private static let expected = root.appending(path: "Tests/Fixtures/Services/expected")
  private let folder = FileManager.default.temporaryDirectory.appending(path: "concord-spec-\(UUID())")

  private func spec(_ arguments: String...) throws -> (status: Int32, output: String, error: String) {
    try run(["spec"] + arguments)
  }

  private func run(_ arguments: [String]) throws -> (status: Int32, output: String, error: String) {
    let process = Process()
    // The test runner stands beside the program.
    process.executableURL = Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "concord")
    process.arguments = arguments
    process.currentDirectoryURL = Self.root
    let (output, error) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = error
    try process.run()
    let outputText = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    let errorText = String(decoding: error.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return (process.terminationStatus, outputText, errorText)
  }

  private func files(in folder: URL) throws -> [String: String] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0 != ".concord-files" }
    return try Dictionary(
      uniqueKeysWithValues: names.map {
        ($0, try String(contentsOf: folder.appending(path: $0), encoding: .utf8))
      })
  }

  @Test func writesWhatIsExpectedAndThenNothing() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let first = try spec("--output", folder.path, "Tests/Fixtures/Services/contracts")
    #expect(first.status == 0 && first.error == "", "\(first.error)")
    #expect(
      first.output
        == "4 services: 7 files written, 0 unchanged, 0 removed; without manifests, because without an image: cloud-account\n"
    )
    let (written, expected) = (try files(in: folder), try files(in: Self.expected))
    #expect(written.keys.sorted() == expected.keys.sorted())
    for (name, text) in expected { #expect(written[name] == text, "\(name)") }
    let second = try spec("--output", folder.path, "Tests/Fixtures/Services/contracts")
    #expect(second.output.hasPrefix("4 services: 0 files written, 7 unchanged"))
  }

  @Test(arguments: [("service", "service.json"), ("kubernetes", "k8s.yaml")])
  func writesOneFormat(format: String, ending: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let contracts = "Tests/Fixtures/Services/contracts"
    #expect(try spec("--quiet", "--format", format, "--output", folder.path, contracts).output == "")
    #expect(try files(in: folder).keys.allSatisfy { $0.hasSuffix(ending) })
  }

  @Test func whatIsNoLongerMadeGoes() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let contracts = folder.appending(path: "contracts")
    try FileManager.default.createDirectory(at: contracts, withIntermediateDirectories: true)
    for name in ["box", "crate"] {
      let text = "concord: 1\nentity: \(name)\nkey: a\nfields: { a: string }\ndeployment: { image: i }\n"
      try text.write(to: contracts.appending(path: "\(name).yaml"), atomically: true, encoding: .utf8)
    }
    let output = folder.appending(path: "output")
    #expect(try spec("--output", output.path, contracts.path).output.contains("4 files written"))
    try "mine".write(to: output.appending(path: "crate.k8s.yaml"), atomically: true, encoding: .utf8)
    try FileManager.default.removeItem(at: contracts.appending(path: "crate.yaml"))
    let outcome = try spec("--output", output.path, contracts.path)
    #expect(outcome.output.contains("0 files written, 2 unchanged, 1 removed"))
    #expect(outcome.output.hasSuffix("crate.k8s.yaml is no longer made; it was changed by hand, so it stays\n"))
    #expect(try files(in: output).keys.sorted() == ["box.k8s.yaml", "box.service.json", "crate.k8s.yaml"])
  }

  @Test func builtInTemplatesAreThoseOfTheFolder() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try spec("--output", folder.path, "--templates", "Templates", "Tests/Fixtures/Services/contracts")
    #expect(try files(in: folder) == files(in: Self.expected))
  }

  @Test func writesNothingOfContractsWithErrors() throws {
    let outcome = try spec("--output", folder.path, "Tests/Fixtures/Checks/scaling-instances")
    #expect(outcome.status == 1 && outcome.error.contains("[scaling-instances]"))
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  /// A new image is no other contract: clients of the server that runs it must not be told so.
  @Test func deploymentsAreNoPartOfTheDigest() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    var digests: [Substring?] = []
    for deployment in ["", "deployment: { image: a }\n", "deployment: { image: b }\n"] {
      let contracts = folder.appending(path: "contracts")
      try FileManager.default.createDirectory(at: contracts, withIntermediateDirectories: true)
      let text = "concord: 1\nentity: item\nkey: name\nfields:\n  name: string\n" + deployment
      try text.write(to: contracts.appending(path: "item.yaml"), atomically: true, encoding: .utf8)
      let output = folder.appending(path: "output")
      #expect(try run(["generate", "--quiet", "--output", output.path, contracts.path]).status == 0)
      let swift = try String(contentsOf: output.appending(path: "item.swift"), encoding: .utf8)
      digests.append(swift.split(separator: "\n").first { $0.contains("contract(digest: ") })
      #expect(swift.contains("import DeploymentSpec") == !deployment.isEmpty, "only where there is a spec")
    }
    #expect(digests[0] != nil && digests[0] == digests[1] && digests[1] == digests[2])
  }

  @Test(arguments: [
    (["x"], "--output FOLDER is missing"), (["--output", "/tmp"], "a PATH is missing"),
    (["--output", "/tmp", "--format", "helm", "x"], "--format is service or kubernetes"),
  ])
  func wrongCommandLinesAreExplained(arguments: [String], text: String) throws {
    let outcome = try run(["spec"] + arguments)
    #expect(outcome.status == 2 && outcome.error.contains(text))
  }
}
