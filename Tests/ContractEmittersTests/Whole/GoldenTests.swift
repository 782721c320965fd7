import ContractChecks
import Foundation
import Testing

@testable import ContractEmitters

/// A whole package against the Swift that is checked in for it, which the target `EmittedContracts` compiles.
@Suite struct GoldenTests {
  private static let contracts = "Tests/Fixtures/Emitters/Contracts"
  private static let swift = "Tests/Fixtures/Emitters/Swift"

  private func generate(_ paths: [String], roots: [String], prefix: String = "") throws -> [GeneratedFile] {
    var diagnostics = Diagnostics()
    let packages = ContractChecker.load(
      paths: paths.map { Emitting.root.appending(path: $0).path }, diagnostics: &diagnostics)
    #expect(diagnostics.sorted.map(\.description) == [])
    return try SwiftGenerator(templates: nil)
      .files(of: packages, roots: roots.map { Emitting.root.appending(path: $0).path })
  }

  @Test func everyFileIsAsCheckedIn() throws {
    let folder = Emitting.root.appending(path: Self.swift)
    var expected: [String: String] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
      expected[name] = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    let files = try generate([Self.contracts], roots: [Self.contracts])
    let how: Comment = """
      if the change is meant, regenerate with
        scripts/swift run concord generate --output \(Self.swift) \(Self.contracts)
      and read the difference
      """
    #expect(Set(files.map(\.name)) == Set(expected.keys), how)
    for file in files {
      let (new, old) = (Self.lines(file.text), Self.lines(expected[file.name] ?? ""))
      let first = zip(new, old).enumerated().first { $1.0 != $1.1 }?.offset ?? min(new.count, old.count)
      #expect(
        file.text == expected[file.name],
        "\(file.name):\(first + 1): now '\(new.dropFirst(first).first ?? "")'; \(how)")
    }
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  @Test func theSameContractsGiveTheSameBytes() throws {
    let once = try generate(["contracts/aurora"], roots: ["contracts"])
    #expect(try generate(["contracts/aurora"], roots: ["contracts"]) == once)
    let folder = Emitting.root.appending(path: "contracts/aurora").path
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }.sorted()
    let reversed = names.reversed().map { "contracts/aurora/\($0)" }
    #expect(try generate(reversed, roots: ["contracts"]) == once, "the order of files does not matter")
    let packages = ["admin", "aurora", "catalog", "deployments", "socket"].map { "contracts/\($0)" }
    #expect(
      try generate(packages, roots: ["contracts"]) == (try generate(packages.reversed(), roots: ["contracts"])),
      "the order of packages does not matter")
  }

  @Test func theDigestIsThatOfTheContracts() throws {
    func files(_ summary: String, path: String = "p") throws -> (digest: String, index: String) {
      let files = try Emitting.files(
        of: ["\(path)/box.yaml": "concord: 1\nentity: box\nsummary: \(summary)\nkey: a\nfields: { a: string }\n"])
      let box = try #require(files["box.swift"] ?? files["\(path)+box.swift"], "\(files.keys)")
      let digest = try #require(box.firstMatch(of: /contract\(digest: 0x([0-9a-f]{16})\)/)).output.1.description
      return (digest, try #require(files["contracts-index.swift"]))
    }
    #expect(try files("One.").digest == files("One.").digest)
    #expect(try files("One.").digest != files("Two.").digest)
    #expect(try files("One.").index == files("Two.").index, "the index is compiled when contracts come and go only")
    #expect(try files("One.").digest == files("One.", path: "q").digest, "where the contracts lie is not part of them")
  }

  @Test func digestsTellTextsApart() {
    func digest(_ texts: String...) -> String {
      var digest = Digest()
      for text in texts { digest.add(text) }
      return digest.text
    }
    let texts = ["", "a", "b", "ab", "aaaaaaaa", "aaaaaaab", "baaaaaaa", "aaaaaaaaa", "aaaaaaaa\0", "é"]
    #expect(Set(texts.map { digest($0) }).count == texts.count)
    #expect(digest("a", "b") != digest("ab") && digest("a", "b") != digest("b", "a") && digest("a", "") != digest("a"))
    #expect(texts.allSatisfy { digest($0).count == 16 })
  }

  @Test func awkwardNamesGenerate() throws {
    // That the result compiles, the target AwkwardNames shows at every build.
    let contracts = try FileManager.default.contentsOfDirectory(
      atPath: Emitting.root.appending(path: "Tests/Fixtures/Names").path
    ).filter { $0.hasSuffix(".yaml") }
    let files = try generate(["Tests/Fixtures/Names"], roots: ["Tests/Fixtures/Names"])
    #expect(files.count == contracts.count + 1, "a file for each, and the index")
  }
}
