import ContractChecks
import Foundation
import Testing

/// What fixtures cannot show well: whole packages, and types in every direction.
struct CompatibilityTests {
  private func load(_ files: [String: String]) -> [ContractPackage] {
    var diagnostics = Diagnostics()
    let packages = ContractChecker.load(files: files, diagnostics: &diagnostics)
    #expect(!diagnostics.hasErrors, "\(diagnostics.sorted)")
    return packages
  }

  private func rules(_ old: String, _ new: String) -> Set<String> {
    let changes = CompatibilityChecker.compare(old: load(["p/shop.yaml": old]), new: load(["p/shop.yaml": new]))
    return Set(changes.filter { $0.category != .source }.map(\.rule))
  }

  @Test func auroraIsCompatibleWithItself() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "contracts/aurora").path
    var diagnostics = Diagnostics()
    let packages = ContractChecker.load(paths: [folder], diagnostics: &diagnostics)
    #expect(packages.flatMap(\.contracts).count >= 7)
    #expect(CompatibilityChecker.compare(old: packages, new: packages) == [])
    let gone = CompatibilityChecker.compare(old: packages, new: [])
    #expect(gone.map(\.rule) == ["WIRE_PACKAGE_REMOVED"])
  }

  /// Old type, new type, whether the new server reads what old callers send, whether old listeners read what it sends.
  @Test(arguments: [
    ("int", "double", true, false), ("double", "int", false, true), ("int", "int64", false, false),
    ("int64", "decimal", true, false), ("uuid", "string", true, false), ("string", "uuid", false, true),
    ("string", "json", true, false), ("json", "int", false, true), ("Kind", "string", true, true),
    ("string", "Kind", false, true), ("Kind", "Kinds", true, true), ("Kinds", "Kind", false, true),
    ("list<int>", "list<double>", true, false), ("list<int>", "map<int>", false, false),
    ("list<string?>", "list<string>", false, true), ("map<string>", "map<string?>", true, false),
    ("Pair", "Wide", true, true), ("Wide", "Pair", true, true), ("Pair", "Strict", false, true),
    ("Strict", "Pair", true, false), ("Pair", "string", false, false), ("ref<box>", "string", true, false),
    ("ref<box>", "ref<crate>", false, false),
  ])
  func typesAreJudgedInEachDirection(old: String, new: String, isReadable: Bool, isHeard: Bool) {
    func contract(_ type: String) -> String {
      """
      concord: 1
      service: shop
      operations:
        take: { input: { value: "\(type)" }, events: none }
        give: { output: { value: "\(type)" }, events: none }
        keep: { input: { a: Kind, b: Kinds, c: Pair, d: Wide, e: Strict }, events: none }
      types:
        Kind: [small, large]
        Kinds: [small, large, huge]
        Pair: { fields: { a: int, b: "int?" } }
        Wide: { fields: { a: int, b: "int?", c: "string?" } }
        Strict: { fields: { a: int, b: int } }
      """
    }
    let entities = ["box", "crate"].map { name in
      ("p/\(name).yaml", "concord: 1\nentity: \(name)\nkey: name\nfields: { name: string }\noperations: {}\n")
    }
    let others = Dictionary(uniqueKeysWithValues: entities)
    func rules(_ old: String, _ new: String) -> Set<String> {
      let changes = CompatibilityChecker.compare(
        old: load(others.merging(["p/shop.yaml": old]) { $1 }), new: load(others.merging(["p/shop.yaml": new]) { $1 }))
      return Set(changes.filter { $0.category != .source }.map(\.rule))
    }
    let found = rules(contract(old), contract(new))
    #expect(found.contains("WIRE_INPUT_FIELD_TYPE_CHANGED") == !isReadable, "\(found)")
    #expect(found.contains("WIRE_INPUT_FIELD_TYPE_WIDENED") == isReadable, "\(found)")
    #expect(found.contains("WIRE_OUTPUT_FIELD_TYPE_CHANGED") == !isHeard, "\(found)")
    #expect(found.contains("WIRE_OUTPUT_FIELD_TYPE_NARROWED") == isHeard, "\(found)")
  }

  @Test func optionalIsJudgedInEachDirection() {
    func contract(_ input: String, _ output: String) -> String {
      """
      concord: 1
      service: shop
      operations:
        search: { input: { value: "\(input)" }, output: { value: "\(output)" }, events: none }
      """
    }
    #expect(
      rules(contract("int?", "int"), contract("int", "int?")) == [
        "WIRE_INPUT_FIELD_REQUIRED", "WIRE_OUTPUT_FIELD_OPTIONAL",
      ])
    #expect(rules(contract("int", "int?"), contract("int?", "int")) == [])
  }

  @Test func typesAreJudgedByWhatTheyAreUsedFor() {
    func contract(_ use: String, _ cases: String) -> String {
      """
      concord: 1
      service: shop
      \(use)
      types:
        Box: { fields: { kind: "list<Kind>" } }
        Kind: [\(cases)]
      """
    }
    let uses = [
      "operations: { search: { input: { box: Box }, events: none } }": ["WIRE_INPUT_ENUM_VALUE_REMOVED"],
      "operations: { search: { output: Box, events: none } }": ["WIRE_OUTPUT_ENUM_VALUE_REMOVED"],
      "events: { opened: { payload: map<Box> } }": ["WIRE_OUTPUT_ENUM_VALUE_REMOVED"],
      "events: { opened: { payload: Box, direction: local } }": [],
    ]
    for (use, expected) in uses {
      #expect(rules(contract(use, "small, large"), contract(use, "small")) == Set(expected), "\(use)")
    }
  }

  @Test func recursiveTypesEnd() {
    func contract(_ root: String, _ leaf: String) -> String {
      """
      concord: 1
      service: shop
      operations: { search: { input: "list<\(root)>", events: none } }
      types:
        A: { fields: { next: "A?", leaf: \(leaf) } }
        B: { fields: { next: "B?", leaf: \(leaf) } }
      """
    }
    #expect(rules(contract("A", "int"), contract("B", "int")) == [])
    #expect(rules(contract("A", "int"), contract("B", "string")) == ["WIRE_INPUT_CHANGED"])
  }

  @Test func whereTheFoldersAreDoesNotMatter() {
    let text = "concord: 1\nservice: shop\noperations: { search: { events: none } }\n"
    let kiosk = text.replacing("shop", with: "kiosk")
    let other = text.replacing("search", with: "find")
    let old = load(["a/one/shop.yaml": text, "a/two/package.yaml": "name: two\n", "a/two/kiosk.yaml": kiosk])
    let new = load(["b/c/one/shop.yaml": other, "b/c/zwei/package.yaml": "name: two\n", "b/c/zwei/kiosk.yaml": kiosk])
    let changes = CompatibilityChecker.compare(old: old, new: new)
    #expect(
      changes.map { "\($0.position.file) \($0.rule)" } == [
        "b/c/one/shop.yaml WIRE_OPERATION_ADDED", "a/one/shop.yaml WIRE_OPERATION_REMOVED",
      ])
  }
}
