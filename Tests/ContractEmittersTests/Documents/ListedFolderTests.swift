import Foundation
import Testing

@testable import ContractEmitters

/// What a folder keeps, and what it loses.
@Suite struct ListedFolderTests {
  private func files(_ names: String...) -> [GeneratedFile] {
    names.map { GeneratedFile(name: $0, text: "text of \($0)\n") }
  }

  private func names(_ path: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path).filter { $0 != ListedFolder.listName }.sorted()
  }

  @Test func whatIsNoLongerMadeGoes() throws {
    try Emitting.withFolder { path in
      let folder = ListedFolder(path: path)
      try Emitting.write("mine", to: path + "/mine.md")
      #expect(
        try folder.write([("markdown", files("a.md", "p/b.md", "q/c.md")), ("asyncapi", files("p.yaml"))])
          == .init(written: 4, unchanged: 0, removed: 0))
      try Emitting.write("changed", to: path + "/q/c.md")
      #expect(
        try folder.write([("markdown", files("a.md"))])
          == .init(written: 0, unchanged: 1, removed: 1, kept: ["q/c.md"]))
      #expect(try names(path) == ["a.md", "mine.md", "p.yaml", "q", "q/c.md"], "p is empty, q is not")
      // What was kept is somebody else's now.
      #expect(try folder.write([("markdown", files("a.md"))]) == .init(written: 0, unchanged: 1, removed: 0))
      #expect(try folder.write([("asyncapi", [])]) == .init(written: 0, unchanged: 0, removed: 1))
    }
  }

  @Test func aListLeadsNowhereElse() throws {
    try Emitting.withFolder { path in
      try Emitting.write("text of x\n", to: path + "/x")
      var digest = Digest()
      digest.add("text of x\n")
      let list = "markdown \(digest.text) ../x\nmarkdown \(digest.text) \(path)/x\nnonsense\n"
      try Emitting.write(list, to: path + "/out/.concord-files")
      #expect(try ListedFolder(path: path + "/out").write([("markdown", files("a.md"))]).removed == 0)
      #expect(FileManager.default.fileExists(atPath: path + "/x"))
    }
  }

  @Test func twoFilesOfOneNameAreRefused() throws {
    try Emitting.withFolder { path in
      let error = #expect(throws: OutputError.self) {
        try ListedFolder(path: path + "/out").write([("markdown", files("a.md", "a.md"))])
      }
      #expect(error?.path == "a.md" && !FileManager.default.fileExists(atPath: path + "/out"))
    }
  }
}
