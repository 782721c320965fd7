import Foundation
import Testing

/// `concord docs` from outside.
struct DocsCommandTests {
  /// A folder with a package of two entities and a service.
  private func shop() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("concord: 1\nentity: box\nkey: a\nfields: { a: string }\n", to: "shop/box.yaml")
    try folder.write("concord: 1\nentity: lid\nparent: box\nkey: a\nfields: { a: string }\n", to: "shop/lid.yaml")
    try folder.write("concord: 1\nservice: till\noperations: { ring: { events: none } }\n", to: "shop/till.yaml")
    return folder
  }

  private func files(in folder: TemporaryFolder, below name: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: folder.url.appending(path: name).path)
      .filter { !$0.hasPrefix(".") && $0.contains(".") }.sorted()
  }

  @Test func writesMarkdownUnlessToldOtherwise() throws {
    let folder = try shop()
    let first = try folder.run("docs", "--output", "out", "shop")
    #expect(first.status == 0 && first.error == "")
    #expect(first.output == "1 package: 5 files written, 0 unchanged, 0 removed\n")
    #expect(
      try files(in: folder, below: "out")
        == ["README.md", "shop/README.md", "shop/box.md", "shop/lid.md", "shop/till.md"])
    #expect(try folder.run("docs", "--output", "out", "shop").output.contains("0 files written, 5 unchanged"))
  }

  @Test func writesAllFormats() throws {
    let folder = try shop()
    let outcome = try folder.run("docs", "--format", "all", "--output", "out", "shop")
    #expect(
      outcome.output == """
        1 package: 7 files written, 0 unchanged, 0 removed
        no OpenAPI, because no operation has 'http': shop

        """)
    let written = try files(in: folder, below: "out")
    #expect(written.count == 7 && written.contains("shop.asyncapi.yaml") && written.contains("shop.schema.json"))
    #expect(try folder.run("docs", "--quiet", "--format=jsonschema", "--output", "out", "shop").output == "")
    #expect(try files(in: folder, below: "out") == written, "the files of other formats stay")
    try folder.write(
      "concord: 1\nservice: till\noperations: { ring: { events: none, http: POST /ring } }\n", to: "shop/till.yaml")
    _ = try folder.run("docs", "--format", "openapi", "--output", "out", "shop")
    #expect(try folder.text(of: "out/shop.openapi.yaml").contains("\"/ring\":"))
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
