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
