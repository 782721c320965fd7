import Foundation
import Testing

struct FormatTests {
  private static let ugly = "entity:   item\nconcord: 1\nkey: 'name'\nfields:\n    name:   string # its name\n"
  private static let good = "concord: 1\nentity: item\nkey: name\n\nfields:\n  name: string     # its name\n"

  @Test func theContractsOfThePackageAreLaidOut() throws {
    let outcome = try Program.run(["format", "--check", "contracts"])
    #expect(outcome.status == 0 && outcome.output == "" && outcome.error == "", "\(outcome.output)")
  }

  @Test func writesOnlyWhatChanges() throws {
    let folder = try TemporaryFolder()
    try folder.write(FormatTests.ugly, to: "item.yaml")
    try folder.write("concord: 1\n", to: "more/types.yaml")
    let permissions: [FileAttributeKey: Any] = [.posixPermissions: 0o640]
    let file = folder.url.appending(path: "item.yaml").path
    try FileManager.default.setAttributes(permissions, ofItemAtPath: file)
    let checked = try folder.run("format", "--check", ".")
    #expect(checked.status == 1 && checked.output == "item.yaml\n")
    #expect(checked.error.contains("1 of 2 contracts would change"))
    #expect(try folder.text(of: "item.yaml") == FormatTests.ugly, "--check writes nothing")
    let outcome = try folder.run("format", ".")
    #expect(outcome.status == 0 && outcome.output == "2 contracts: 1 changed\n" && outcome.error == "")
    #expect(try folder.text(of: "item.yaml") == FormatTests.good)
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o640)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == ["item.yaml", "more"])
    let date = try FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date
    #expect(try folder.run("format", "item.yaml", ".").output == "2 contracts: 0 changed\n")
    #expect(try FileManager.default.attributesOfItem(atPath: file)[.modificationDate] as? Date == date)
    #expect(try folder.run("format", "--check", ".").status == 0)
  }

  @Test func leavesWhatItCannotRead() throws {
    let folder = try TemporaryFolder()
    try folder.write("a: [\n", to: "bad.yaml")
    try folder.write("? a\n: b\n", to: "odd.yaml")
    try folder.write(FormatTests.ugly, to: "item.yaml")
    let outcome = try folder.run("format", ".")
    #expect(outcome.status == 1 && outcome.output == "3 contracts: 1 changed, 2 left as they are\n")
    #expect(outcome.error.contains("bad.yaml:2:1: error: ") && outcome.error.contains("[yaml-syntax]"))
    #expect(outcome.error.contains("odd.yaml: error: left as it is: keys behind '?' are not laid out"))
    #expect(try folder.text(of: "bad.yaml") == "a: [\n")
    #expect(try folder.text(of: "item.yaml") == FormatTests.good)
  }

  @Test func followsLinks() throws {
    let folder = try TemporaryFolder()
    try folder.write(FormatTests.ugly, to: "real/item.yaml")
    try FileManager.default.createSymbolicLink(
      atPath: folder.url.appending(path: "item.yaml").path, withDestinationPath: "real/item.yaml")
    #expect(try folder.run("format", "item.yaml").status == 0)
    #expect(try folder.text(of: "real/item.yaml") == FormatTests.good)
    let link = try FileManager.default.destinationOfSymbolicLink(atPath: folder.url.appending(path: "item.yaml").path)
    #expect(link == "real/item.yaml")
  }

  @Test func missingPathsAndOptions() throws {
    #expect(try Program.run(["format"]).status == 2)
    #expect(try Program.run(["format", "--chek", "."]).error.contains("did you mean '--check'?"))
    let outcome = try Program.run(["format", "/nowhere.yaml", "README.md"])
    #expect(outcome.status == 1 && outcome.error.contains("/nowhere.yaml: error: there is no such file"))
  }

  @Test func aByteOrderMarkGoes() throws {
    let folder = try TemporaryFolder()
    let text = "concord: 1\nentity: item\nkey: name\n\nfields:\n  name: string\n"
    try folder.write("\u{FEFF}" + text, to: "item.yaml")
    #expect(try folder.run("format", "--check", "item.yaml").status == 1)
    #expect(try folder.run("format", "item.yaml").output == "1 contract: 1 changed\n")
    #expect(try folder.text(of: "item.yaml").unicodeScalars.first == "c")
    #expect(try folder.text(of: "item.yaml") == text)
  }
}
