import ContractChecks
import Foundation
import Testing

@testable import ContractEmitters

/// What is written, left alone and removed.
@Suite struct OutputFolderTests {
  private func file(_ name: String, _ text: String) -> GeneratedFile {
    GeneratedFile(name: name, text: OutputFolder.marker + "\(name)\n\(text)\n")
  }

  private func identity(_ path: String) throws -> [String] {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return ["\(attributes[.systemFileNumber] ?? "")", "\(attributes[.modificationDate] ?? "")"]
  }

  @Test func unchangedFilesAreNotTouched() throws {
    try Emitting.withFolder { path in
      let folder = OutputFolder(path: path + "/a/b")
      #expect(
        try folder.write([file("a.swift", "1"), file("b.swift", "1")]) == .init(written: 2, unchanged: 0, removed: 0))
      let before = try [identity(path + "/a/b/a.swift"), identity(path + "/a/b/b.swift")]
      #expect(
        try folder.write([file("a.swift", "1"), file("b.swift", "2")]) == .init(written: 1, unchanged: 1, removed: 0))
      #expect(try identity(path + "/a/b/a.swift") == before[0])
      #expect(try identity(path + "/a/b/b.swift") != before[1])
      #expect(try String(contentsOfFile: path + "/a/b/b.swift", encoding: .utf8) == file("b.swift", "2").text)
    }
  }

  @Test func onlyGeneratedFilesAreRemoved() throws {
    try Emitting.withFolder { path in
      let folder = OutputFolder(path: path)
      _ = try folder.write([file("old.swift", "1"), file("kept.swift", "1")])
      try Emitting.write("// Mine.\n", to: path + "/mine.swift")
      try Emitting.write("", to: path + "/empty.swift")
      try Emitting.write(OutputFolder.marker + "x\n", to: path + "/notes.txt")
      try Emitting.write(OutputFolder.marker + "x\n", to: path + "/below/far.swift")
      #expect(try folder.write([file("kept.swift", "1")]) == .init(written: 0, unchanged: 1, removed: 1))
      let left = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
      #expect(left == ["below", "empty.swift", "kept.swift", "mine.swift", "notes.txt"])
      #expect(FileManager.default.fileExists(atPath: path + "/below/far.swift"))
    }
  }

  @Test func foldersThatCannotBeWrittenAreNamed() throws {
    try Emitting.withFolder { path in
      try Emitting.write("a file", to: path + "/file")
      let error = #expect(throws: OutputError.self) { try OutputFolder(path: path + "/file/out").write([]) }
      #expect(error?.description.hasPrefix("\(path)/file/out: error: cannot be written: ") == true, "\(error as Any)")
      #expect(throws: OutputError.self) { try OutputFolder(path: path + "/file").write([file("a.swift", "")]) }
      // A folder that stands where a file shall go: the permission of no use to root, this fails for everybody.
      try FileManager.default.createDirectory(atPath: path + "/out/a.swift/x", withIntermediateDirectories: true)
      let taken = #expect(throws: OutputError.self) {
        try OutputFolder(path: path + "/out").write([file("a.swift", "")])
      }
      #expect(taken?.path == path + "/out/a.swift")
    }
  }

  @Test func filesOfOneNameAreRefused() throws {
    try Emitting.withFolder { path in
      let contract = { (name: String) in "concord: 1\nentity: \(name)\nkey: a\nfields: { a: string }\n" }
      try Emitting.write(contract("box"), to: path + "/one/box.yaml")
      try Emitting.write("concord: 1\ntypes: { One: [a] }\n", to: path + "/one/common.yaml")
      try Emitting.write(contract("crate"), to: path + "/two/crate.yaml")
      try Emitting.write("concord: 1\ntypes: { Two: [a] }\n", to: path + "/two/common.yaml")
      var diagnostics = Diagnostics()
      let roots = [path + "/one", path + "/two"]
      let packages = ContractChecker.load(paths: roots, diagnostics: &diagnostics)
      let generator = try SwiftGenerator(templates: nil)
      let error = #expect(throws: OutputError.self) {
        try generator.generate(packages, roots: roots, into: path + "/out")
      }
      #expect(error?.path == "common.swift")
      #expect(!FileManager.default.fileExists(atPath: path + "/out"))
      #expect(try generator.generate(packages, roots: [path], into: path + "/out").written == 5)
    }
  }
}
