import ContractChecks
import ContractModel
import Foundation
import Testing

@testable import ContractEmitters

/// Whole documents against those that are checked in, which `make validate` has judged by others.
@Suite struct GoldenDocumentTests {
  private static let folder = "Tests/Fixtures/Emitters/Documents"

  static func packages(_ path: String = "Tests/Fixtures/Emitters/Contracts") -> [ContractPackage] {
    var diagnostics = Diagnostics()
    let packages = ContractChecker.load(paths: [Emitting.root.appending(path: path).path], diagnostics: &diagnostics)
    #expect(diagnostics.sorted.map(\.description) == [])
    return packages
  }

  private static func expect(_ files: [GeneratedFile], _ output: String) throws {
    for file in files {
      let url = Emitting.root.appending(path: "\(folder)/\(output)/\(file.name)")
      let old = (try? String(contentsOf: url, encoding: .utf8)) ?? ""
      guard file.text != old else { continue }
      let fresh = ".build/regenerated"
      try Emitting.write(file.text, to: Emitting.root.appending(path: "\(fresh)/\(output)/\(file.name)").path)
      let lines = { (text: String) in text.split(separator: "\n", omittingEmptySubsequences: false) }
      let (now, before) = (lines(file.text), lines(old))
      let first = zip(now, before).enumerated().first { $1.0 != $1.1 }?.offset ?? min(now.count, before.count)
      Issue.record(
        """
        \(output)/\(file.name):\(first + 1): now '\(now.dropFirst(first).first ?? "")'; if the change is meant,
          cp -r \(fresh)/. \(folder)
        and read the difference
        """)
    }
  }

  @Test(arguments: [DocumentGenerator.Format.markdown, .asyncapi, .jsonschema])
  func everyFileIsAsCheckedIn(format: DocumentGenerator.Format) throws {
    let generator = try DocumentGenerator(formats: [format], templates: nil)
    let files = try generator.files(format, of: Self.packages())
    #expect(files.map(\.name) == Self.names[format])
    try Self.expect(files, format.rawValue)
  }

  private static let names: [DocumentGenerator.Format: [String]] = [
    .markdown: [
      "README.md", "library/README.md", "library/book.md", "library/branch.md", "library/common.md",
      "library/search.md",
    ],
    .asyncapi: ["library.asyncapi.yaml"], .jsonschema: ["library.schema.json"],
  ]

  @Test func whatIsReachedOverHTTPIsAsCheckedIn() throws {
    let generator = try DocumentGenerator(formats: [.openapi], templates: nil)
    #expect(try generator.files(.openapi, of: Self.packages()) == [], "no operation has http")
    try Self.expect(try generator.files(.openapi, of: [Bound.library()]), "openapi")
  }

  @Test func aServerAndItsNamespacesAreAsCheckedIn() throws {
    let generator = try DocumentGenerator(formats: [.asyncapi, .markdown], templates: nil)
    let packages = [Bound.served()]
    try Self.expect(try generator.files(.asyncapi, of: packages), "served")
    try Self.expect(try generator.files(.markdown, of: packages), "served")
  }

  @Test func theSameContractsGiveTheSameBytes() throws {
    let generator = try DocumentGenerator(formats: DocumentGenerator.Format.allCases, templates: nil)
    for format in DocumentGenerator.Format.allCases {
      #expect(
        try generator.files(format, of: Self.packages("contracts"))
          == generator.files(format, of: Self.packages("contracts")))
    }
  }

  @Test func templatesMayBeReplaced() throws {
    try Emitting.withFolder { folder in
      try Emitting.write("{{title}} {{#definitions}}{{name}}{{/definitions}}", to: folder + "/jsonschema/file.mustache")
      let generator = try DocumentGenerator(formats: [.jsonschema, .markdown], templates: folder)
      let file = try generator.files(.jsonschema, of: Self.packages())[0]
      #expect(file.text.hasPrefix(#""library" "Book""Book.input""#))
      #expect(try generator.files(.markdown, of: Self.packages()).count == 6, "the other outputs keep theirs")
    }
  }
}
