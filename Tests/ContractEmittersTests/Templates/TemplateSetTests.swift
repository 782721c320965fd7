import Foundation
import Testing

@testable import ContractEmitters

/// The templates that are compiled in, and those that replace them.
@Suite struct TemplateSetTests {
  private static let contract = "concord: 1\nentity: thing\nkey: name\nfields: { name: string }\n"

  @Test func builtInTemplatesAreThoseOfTheFolder() throws {
    let root = Emitting.root.appending(path: "Templates")
    var texts: [String: [String: String]] = [:]
    for output in try FileManager.default.contentsOfDirectory(atPath: root.path) {
      let folder = root.appending(path: output)
      for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) where file.hasSuffix(".mustache") {
        texts[output, default: [:]][String(file.dropLast(".mustache".count))] = try String(
          contentsOf: folder.appending(path: file), encoding: .utf8)
      }
    }
    #expect(texts == builtInTemplates, "run scripts/embed-templates")
  }

  @Test func aTemplateOfTheFolderReplacesTheBuiltInOne() throws {
    try Emitting.withFolder { folder in
      try Emitting.write("/// Mine.\npublic enum {{name}}Mine {}\n", to: folder + "/swift/bindings.mustache")
      #expect(throws: TemplateError.self) { try Emitting.files(of: ["thing.yaml": Self.contract], templates: folder) }
      try Emitting.write("// Mine: {{function}}\n", to: folder + "/swift/bindings.mustache")
      let text = try #require(try Emitting.files(of: ["thing.yaml": Self.contract], templates: folder)["thing.swift"])
      #expect(text.hasSuffix("\n\n// Mine: bindThing\n"))
    }
  }

  @Test func aTemplateThatPrintsNothingLeavesNoTrace() throws {
    try Emitting.withFolder { folder in
      let names = (builtInTemplates["swift"] ?? [:]).keys.filter { !["file", "record", "entity"].contains($0) }
      for name in names { try Emitting.write("", to: "\(folder)/swift/\(name).mustache") }
      let text = try #require(try Emitting.files(of: ["thing.yaml": Self.contract], templates: folder)["thing.swift"])
      #expect(text.hasSuffix("  }\n}\n") && !text.contains("\n\n\n"))
    }
  }

  @Test func unknownNamesAreRefused() throws {
    try Emitting.withFolder { folder in
      try Emitting.write("x", to: folder + "/swift/recrod.mustache")
      let error = #expect(throws: TemplateError.self) { try SwiftGenerator(templates: folder) }
      #expect(error?.file == folder + "/swift/recrod.mustache")
      #expect(error?.message.contains("no output uses a template 'recrod'; there are bindings, ") == true)
    }
  }

  @Test func wrongTemplatesAreFoundBeforeAnythingIsWritten() throws {
    try Emitting.withFolder { folder in
      try Emitting.write("a\n{{#fields}}", to: folder + "/swift/record.mustache")
      let error = #expect(throws: TemplateError.self) { try SwiftGenerator(templates: folder) }
      #expect(
        error?.description
          == "\(folder)/swift/record.mustache:2:1: error: the section 'fields' is not closed [template]")
    }
  }
}
