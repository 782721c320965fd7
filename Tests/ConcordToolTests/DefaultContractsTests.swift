import Foundation
import Testing

@testable import concord

/// What a command line leaves out, as `swift package contract` gives it.
struct DefaultContractsTests {
  private func complete(_ arguments: String..., for command: Command, from folders: String) throws -> [String] {
    try DefaultContracts(folders).complete(arguments, for: command)
  }

  @Test func pathsAreAddedWhereThereAreNone() throws {
    #expect(try complete(for: .check, from: "a:b/c") == ["a", "b/c"])
    #expect(try complete("--format", "json", for: .check, from: "a:b") == ["--format", "json", "a", "b"])
    #expect(try complete("x", for: .check, from: "a") == ["x"])
    #expect(try complete("--check", for: .format, from: "a") == ["--check", "a"])
    #expect(try complete("--output", "out", for: .spec, from: "a") == ["--output", "out", "a"])
    let error = #expect(throws: Arguments.Failure.self) { try complete("--output", "o", for: .generate, from: "a:b") }
    #expect(error?.message == "PATH is missing, and there are several folders of contracts: a, b")
    #expect(try complete(for: .check, from: "") == [])
    #expect(try complete("--formt", for: .check, from: "a") == ["--formt"], "the command says what is wrong")
  }

  @Test func otherArgumentsStay() throws {
    #expect(try complete(for: .explain, from: "a") == [])
    #expect(try complete(for: .schema, from: "a") == [])
    #expect(try complete("bash", for: .completion, from: "a") == ["bash"])
  }

  @Test func aComparisonNeedsOneFolder() throws {
    #expect(try complete("HEAD~1", for: .diff, from: "a") == ["HEAD~1", "a"])
    #expect(try complete("old", "new", for: .diff, from: "a") == ["old", "new"])
    #expect(try complete(for: .diff, from: "a") == [])
    let error = #expect(throws: Arguments.Failure.self) { try complete("HEAD", for: .diff, from: "a:b") }
    #expect(error?.message == "NEW is missing, and there are several folders of contracts: a, b")
  }

  @Test func foldersAreModulesOfTheirOwn() throws {
    let folder = try TemporaryFolder()
    let item = "concord: 1\nentity: item\nkey: name\nfields: { name: string }\n"
    for module in ["A", "B"] { try folder.write(item, to: "\(module)/shop/item.yaml") }
    let together = try folder.run("check", "A", "B")
    #expect(together.status == 1 && together.error.contains("[package-clash]"))
    let environment = ["CONCORD_CONTRACTS": "A:B"]
    let apart = try Program.run(["check"], in: folder.url, environment: environment)
    #expect(apart.status == 0 && apart.output == "checked 2 contracts in 2 packages: no errors\n", "\(apart.error)")
    #expect(try Program.run(["check", "A", "B"], in: folder.url).status == 1)
    try folder.write(item.replacing("name: string", with: "name: strng"), to: "B/shop/item.yaml")
    let wrong = try Program.run(["check"], in: folder.url, environment: environment)
    #expect(wrong.status == 1 && wrong.error.hasPrefix("B/shop/item.yaml:4:17: error: unknown type 'strng'"))
    #expect(try Program.run(["generate", "--output", "x"], in: folder.url, environment: environment).status == 2)
  }

  @Test func aNewContractGoesToItsPackage() throws {
    let folder = try TemporaryFolder()
    try folder.write("concord: 1\n", to: "A/shop/item.yaml")
    try folder.write("concord: 1\n", to: "A/shop/more/box.yaml")
    let a = folder.url.appending(path: "A").path
    #expect(try complete("entity", "x", for: .new, from: a) == ["entity", "x", "--in", a + "/shop"])
    #expect(try complete("package", "x", for: .new, from: a) == ["package", "x", "--in", a])
    #expect(try complete("entity", "x", "--in", "y", for: .new, from: a) == ["entity", "x", "--in", "y"])
    try folder.write("name: more\n", to: "A/shop/more/package.yaml")
    let error = #expect(throws: Arguments.Failure.self) { try complete("entity", "x", for: .new, from: a) }
    #expect(
      error?.message
        == "--in FOLDER is missing, and there are several folders of contracts: \(a)/shop, \(a)/shop/more")
  }
}
