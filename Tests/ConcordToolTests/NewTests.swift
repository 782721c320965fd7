import Foundation
import Testing

struct NewTests {
  @Test(arguments: ["account", "cloud-account", "Invoice", "item_box", "string", "type", "a1", "status"])
  func writesAnEntityThatChecks(name: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try folder.run("new", "entity", name)
    #expect(outcome.status == 0 && outcome.error == "", "\(outcome.error)")
    #expect(outcome.output.hasPrefix("wrote \(name).yaml\n") && outcome.output.contains("concord check"))
    let check = try folder.run("check", ".")
    #expect(check.status == 0 && check.error == "", "\(check.error)")
    let text = try folder.text(of: "\(name).yaml")
    #expect(text.contains("# ") && text.hasSuffix("\n") && !text.contains("\t"))
    #expect(try folder.run("format", "--check", ".").status == 0, "it is in the canonical layout")
  }

  @Test func buildsATreeInAPackage() throws {
    let folder = try TemporaryFolder()
    #expect(try folder.run("new", "package", "shop").status == 0)
    #expect(try folder.run("new", "entity", "customer", "--in", "shop").status == 0)
    let child = try folder.run("new", "entity", "invoice", "--parent", "customer", "--in", "shop")
    #expect(child.status == 0, "\(child.error)")
    #expect(try folder.run("new", "service", "desk", "--in=shop").status == 0)
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "shop/more"), withIntermediateDirectories: true)
    let deep = try folder.run("new", "entity", "line", "--parent", "invoice", "--in", "shop/more")
    #expect(deep.status == 0, "the parent may be in another folder of the package: \(deep.error)")
    let check = try folder.run("check", "shop")
    #expect(check.status == 0 && check.error == "", "\(check.error)")
    #expect(check.output.contains("5 contracts in 1 package"), "\(check.output)")
    #expect(try folder.run("format", "--check", "shop").status == 0)
  }

  @Test func neverOverwrites() throws {
    let folder = try TemporaryFolder()
    try folder.write("mine\n", to: "account.yaml")
    let outcome = try folder.run("new", "entity", "account")
    #expect(outcome.status == 1 && outcome.output == "")
    #expect(outcome.error.contains("'account.yaml' is there already"))
    #expect(try folder.text(of: "account.yaml") == "mine\n")
    try FileManager.default.createDirectory(at: folder.url.appending(path: "shop"), withIntermediateDirectories: true)
    #expect(try folder.run("new", "package", "shop").status == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == ["account.yaml", "shop"])
  }

  @Test func refusesWhatWouldNotCheck() throws {
    let folder = try TemporaryFolder()
    #expect(try folder.run("new", "entity", "customer").status == 0)
    let orphan = try folder.run("new", "entity", "invoice", "--parent", "custommer")
    #expect(orphan.status == 1 && orphan.error.contains("did you mean 'customer'?"), "\(orphan.error)")
    try FileManager.default.createDirectory(at: folder.url.appending(path: "b"), withIntermediateDirectories: true)
    let twin = try folder.run("new", "entity", "Customer")
    #expect(twin.status == 1 && twin.error.contains("taken"), "\(twin.error)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted() == ["b", "customer.yaml"])
  }

  @Test(arguments: [
    ([], "say what: entity, service, package"), (["entty", "a"], "did you mean 'entity'?"),
    (["entity"], "a NAME is missing"), (["entity", "2nd"], "a name begins with a letter"),
    (["entity", "Über"], "letters, digits, '_' and '-'"), (["entity", "a/b"], "'a-b'"),
    (["service", "x", "--parent", "y"], "only an entity has a --parent"), (["entity", "concord"], "the runtime's own"),
    (["entity", "a", "b"], "one NAME at a time"), (["entity", "package"], "choose another name"),
  ])
  func explainsWrongCommandLines(arguments: [String], text: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(["new"] + arguments, in: folder.url)
    #expect(outcome.status == 2 && outcome.output == "" && outcome.error.contains(text), "\(outcome.error)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == [])
  }

  @Test func aMissingFolderIsNamed() throws {
    let outcome = try TemporaryFolder().run("new", "entity", "a", "--in", "nowhere")
    #expect(outcome.status == 1 && outcome.error.contains("there is no folder 'nowhere'"))
  }
}
