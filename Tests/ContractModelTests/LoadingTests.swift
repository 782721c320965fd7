import ContractModel
import Testing

/// Loads contracts from memory and expects them to be right.
func load(_ files: [String: String], sourceLocation: SourceLocation = #_sourceLocation) -> [ContractPackage] {
  var diagnostics = Diagnostics()
  let packages = ContractLoader.load(files: files, diagnostics: &diagnostics)
  #expect(diagnostics.sorted.map(\.description) == [], sourceLocation: sourceLocation)
  return packages
}

struct LoadingTests {
  @Test func foldersArePackages() {
    let text = "concord: 1\nentity: NAME\nkey: name\nfields: { name: string }\n"
    func entity(_ name: String) -> String { text.replacing("NAME", with: name) }
    let packages = load([
      "contracts/aurora/tenant.yaml": entity("tenant"), "contracts/aurora/more/plan.yaml": entity("plan"),
      "contracts/aurora/own/package.yaml": "name: inner\nswiftPrefix: in\n", "contracts/aurora/own/a.yaml": entity("a"),
      "contracts/admin/user.yaml": entity("user"),
    ])
    #expect(packages.map(\.name) == ["admin", "aurora", "inner"])
    #expect(
      packages.map { $0.contracts.map(\.path) } == [["user.yaml"], ["more/plan.yaml", "tenant.yaml"], ["a.yaml"]])
    #expect(packages[2].entities[0].swiftName == "InA")
    #expect(packages[1].contracts[0].file == "contracts/aurora/more/plan.yaml")
  }

  @Test func filesWithoutAFolderAreOnePackage() {
    let packages = load(["a.yaml": "concord: 1\nentity: a\nkey: k\nfields: { k: int }\n"])
    #expect(packages.map(\.folder) == [""])
    #expect(packages[0].entities[0].key.type == .scalar(.int))
  }

  @Test func sameFilesGiveTheSameModelInAnyOrder() {
    let files = [
      "p/a.yaml": "concord: 1\nimport: [c.yaml]\nentity: a\nkey: k\nfields: { k: int, c: C }\n",
      "p/b.yaml": "concord: 1\nentity: b\nparent: a\nkey: k\nfields: { k: int }\n",
      "p/c.yaml": "concord: 1\ntypes: { C: [x], D: { fields: { c: C } } }\n",
    ]
    let first = String(describing: load(files))
    for _ in 0..<5 { #expect(String(describing: load(Dictionary(uniqueKeysWithValues: files.shuffled()))) == first) }
  }

  @Test func importsAreRelativeAndNotedWhenUsed() {
    let packages = load([
      "p/x/a.yaml": "concord: 1\nimport: [../c.yaml, ./d.yaml]\nentity: a\nkey: k\nfields: { k: int, c: list<C> }\n",
      "p/c.yaml": "concord: 1\ntypes: { C: [x] }\n", "p/x/d.yaml": "concord: 1\ntypes: { D: [x] }\n",
    ])
    let a = packages[0].contracts.first { $0.name == "a" }
    #expect(a?.imports.map(\.path) == ["c.yaml", "x/d.yaml"])
    #expect(a?.imports.map(\.isUsed) == [true, false])
  }
}

extension LoadingTests {
  @Test func aFileThatCannotBeReadIsReportedOnce() {
    var diagnostics = Diagnostics()
    let packages = ContractLoader.load(
      files: [
        "p/box.yaml": "concord: 1\nentity: [", "p/common.yaml": "a: b: c",
        "p/item.yaml":
          "concord: 1\nimport: [common.yaml]\nentity: item\nparent: box\nkey: k\nfields: { k: int, c: C, b: Box }\n",
      ], diagnostics: &diagnostics)
    #expect(diagnostics.sorted.map(\.rule) == ["yaml-syntax", "yaml-syntax"])
    #expect(packages.first?.entities.map(\.name) == ["item"])
  }
}
