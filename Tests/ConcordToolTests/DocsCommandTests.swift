import Foundation
import Testing

/// `concord docs` from outside.
struct DocsCommandTests {
  private static let contracts = Program.root.appending(path: "Tests/LanguageContracts").path

  private func files(in folder: TemporaryFolder, below name: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.url.appending(path: name).path)
      .filter { !$0.hasPrefix(".") && $0.contains(".") }.sorted()
  }

  @Test func writesMarkdownUnlessToldOtherwise() throws {
    let folder = try TemporaryFolder()
    let first = try folder.run("docs", "--output", "out", Self.contracts)
    #expect(first.status == 0 && first.error == "")
    #expect(first.output == "1 package: 8 files written, 0 unchanged, 0 removed\n")
    #expect(try files(in: folder, below: "out").contains("language/drawing.md"))
    #expect(try folder.run("docs", "--output", "out", Self.contracts).output.contains("0 files written, 8 unchanged"))
  }

  @Test func writesAllFormats() throws {
    let folder = try TemporaryFolder()
    let outcome = try folder.run("docs", "--format", "all", "--output", "out", Self.contracts)
    #expect(
      outcome.output == """
        1 package: 10 files written, 0 unchanged, 0 removed
        no OpenAPI, because no operation has 'http': language

        """)
    #expect(
      try files(in: folder, below: "out") == [
        "README.md", "language.asyncapi.yaml", "language.schema.json", "language/README.md", "language/attic.md", "language/drawing.md", "language/machine.md", "language/relic.md",
        "language/slot.md", "language/vault.md",
      ])
    #expect(
      try folder.run("docs", "--quiet", "--format=jsonschema", "--output", "out", Self.contracts).output == "")
    #expect(try files(in: folder, below: "out").count == 10, "the files of other formats stay")
  }

  @Test func whatIsGoneFromTheContractsGoes() throws {
    let folder = try TemporaryFolder()
    let contract = { (name: String) in "concord: 1\nentity: \(name)\nkey: a\nfields: { a: string }\n" }
    try folder.write(contract("box"), to: "shop/box.yaml")
    try folder.write(contract("crate"), to: "shop/crate.yaml")
    _ = try folder.run("docs", "--output", "out", "shop")
    try folder.write("Mine.\n", to: "out/shop/mine.md")
    try FileManager.default.removeItem(at: folder.url.appending(path: "shop/crate.yaml"))
    let outcome = try folder.run("docs", "--output", "out", "shop")
    #expect(outcome.output.hasSuffix("1 removed\n"))
    #expect(try files(in: folder, below: "out") == ["README.md", "shop/README.md", "shop/box.md", "shop/mine.md"])
  }

  @Test func writesNothingOfContractsWithErrors() throws {
    let folder = try TemporaryFolder()
    try folder.write("concord: 1\nentity: box\nkey: a\nfields: { a: strng }\n", to: "shop/box.yaml")
    let outcome = try folder.run("docs", "--output", "out", "shop")
    #expect(outcome.status == 1 && outcome.error.contains("[unknown-type]"))
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "out").path))
  }

  @Test(arguments: [
    (["x"], "--output FOLDER is missing"), (["--output", "o"], "a PATH is missing"),
    (["--output", "o", "--format", "asynapi", "x"], "there is no format 'asynapi'; did you mean 'asyncapi'?"),
  ])
  func wrongCommandLinesAreExplained(arguments: [String], text: String) throws {
    let outcome = try Program.run(["docs"] + arguments)
    #expect(outcome.status == 2 && outcome.error.contains(text))
    #expect(outcome.error.contains("'concord help docs' tells how to call it"))
  }
}
