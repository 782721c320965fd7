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
    let folder = Emitting.root.appending(path: "\(Self.folder)/\(format.rawValue)").path
    let there = try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.contains(".") }
    #expect(Set(files.map(\.name)) == Set(there), "files without a contract are to be deleted")
    try Self.expect(files, format.rawValue)
  }

  @Test func whatIsReachedOverHTTPIsAsCheckedIn() throws {
    let generator = try DocumentGenerator(formats: [.openapi], templates: nil)
    let files = try generator.files(.openapi, of: Self.packages())
    #expect(files.map(\.name) == ["library.openapi.yaml"])
    try Self.expect(files, "openapi")
    #expect(try generator.files(.openapi, of: Self.packages("Tests/Fixtures/Services/contracts")) == [], "no http")
  }

  /// What no contract can say yet, and texts that mean something to Markdown and Mermaid.
  @Test func whatOnlyValuesCanSayIsAsCheckedIn() throws {
    let generator = try DocumentGenerator(formats: [.asyncapi, .markdown], templates: nil)
    let packages = [Awkward.library()]
    try Self.expect(try generator.files(.asyncapi, of: packages), "awkward")
    try Self.expect(try generator.files(.markdown, of: packages), "awkward")
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
      #expect(try generator.files(.markdown, of: Self.packages()).count > 6, "the other outputs keep theirs")
    }
  }
}
