import ContractChecks
import Testing

/// Findings that contracts say are meant: what an allowance covers, in a check and between two versions.
struct AllowanceTests {
  private func load(_ files: [String: String]) -> (packages: [ContractPackage], diagnostics: Diagnostics) {
    var diagnostics = Diagnostics()
    let packages = ContractChecker.load(files: files, diagnostics: &diagnostics)
    return (packages, diagnostics)
  }

  private func judge(_ old: [String: String], _ new: [String: String]) -> CompatibilityJudgement {
    let (old, new) = (load(old), load(new))
    #expect(
      !old.diagnostics.hasErrors && !new.diagnostics.hasErrors, "\(old.diagnostics.sorted + new.diagnostics.sorted)")
    return CompatibilityChecker.judge(old: old.packages, new: new.packages)
  }

  @Test func aWarningIsTakenOutWithItsReason() throws {
    let (_, diagnostics) = load([
      "p/shop.yaml": """
      concord: 1
      service: shop
      operations:
        search:
          events: none
          retry: { retries: 1 }
          allow:
            retry-not-idempotent: >
              the caller
              decides
        find: { events: none, retry: { retries: 1 } }
      """
    ])
    #expect(diagnostics.sorted.map(\.position.line) == [11])
    let allowed = try #require(diagnostics.allowed.first)
    #expect(diagnostics.allowed.count == 1 && diagnostics.warningCount == 1)
    #expect(allowed.diagnostic.rule == "retry-not-idempotent" && allowed.diagnostic.position.line == 4)
    #expect(allowed.reason == "the caller decides")
  }

  /// A section begins on the line of its key and ends with the line on which its last part begins.
  @Test(arguments: [
    ("    allow: { retry-not-idempotent: why }\n    retry: { retries: 1 }\n", true),
    ("    retry: { retries: 1, allow: { retry-not-idempotent: the warning stands at the operation } }\n", false),
  ])
  func theSectionCounts(lines: String, isAllowed: Bool) {
    let text = "concord: 1\nservice: shop\noperations:\n  search:\n    events: none\n" + lines
    let (_, diagnostics) = load(["p/shop.yaml": text])
    #expect(diagnostics.sorted.map(\.rule) == (isAllowed ? [] : ["retry-not-idempotent", "allow-unused"]))
    #expect(diagnostics.allowed.count == (isAllowed ? 1 : 0))
  }

  @Test func anErrorStays() {
    let (_, diagnostics) = load([
      "p/shop.yaml": "concord: 1\nservice: shop\noperations: { search: { input: strng, events: none } }\n"
        + "allow: { unknown-type: why }\n"
    ])
    #expect(diagnostics.sorted.map(\.rule) == ["unknown-type", "allow-error"])
    #expect(diagnostics.allowed == [])
  }

  @Test func changesAreAllowedWhereTheyStand() throws {
    let old = "concord: 1\nservice: shop\noperations:\n  search: { events: none }\n  find: { events: none }\n"
    let new = """
      concord: 1
      service: shop
      operations:
        search:
          topic: search_all
          events: none
          allow: { WIRE_TOPIC_CHANGED: both sides were released together }
        find: { topic: find_one, events: none }
      """
    let judgement = judge(["p/shop.yaml": old], ["p/shop.yaml": new])
    #expect(judgement.changes.map(\.rule) == ["WIRE_TOPIC_CHANGED"])
    #expect(judgement.changes.first?.position.line == 8)
    #expect(judgement.allowed.map(\.change.position.line) == [4])
    #expect(judgement.allowed.first?.reason == "both sides were released together")
    #expect(judgement.unused.isEmpty)
  }

  /// What is gone is allowed by what it was part of: nearest first the section, then the file, then `package.yaml`.
  @Test func removalsAreAllowedWhereTheyWouldStand() {
    let item = """
      concord: 1
      entity: item
      key: name
      fields: { name: string, part: Part }
      operations: { get: , clean: { errors: { busy: 409, away: 404 } } }
      types:
        Part:
          fields: { size: int, weight: int }
        Kind: { enum: [small, large] }
      """
    let less = """
      concord: 1
      entity: item
      key: name
      fields: { name: string, part: Part }
      operations:
        clean:
          errors: { busy: 409 }
          allow: { WIRE_ERROR_REMOVED: nobody waits for it }
      allow: { WIRE_OPERATION_REMOVED: it was never called, SOURCE_TYPE_REMOVED: nobody names it }
      types:
        Part:
          fields: { size: int }
          allow: { WIRE_OUTPUT_FIELD_REMOVED: it was always 0, STORED_FIELD_REMOVED: it was always 0 }
      """
    let box = "concord: 1\nentity: box\nkey: name\nfields: { name: string }\noperations: {}\n"
    let package = """
      name: p
      allow: { WIRE_ENTITY_REMOVED: moved to another package, STORED_ENTITY_REMOVED: moved to another package }
      """
    let judgement = judge(
      ["p/item.yaml": item, "p/box.yaml": box, "p/package.yaml": "name: p\n"],
      ["p/item.yaml": less, "p/package.yaml": package])
    #expect(judgement.changes == [])
    #expect(
      Set(judgement.allowed.map(\.change.rule)) == [
        "WIRE_ENTITY_REMOVED", "STORED_ENTITY_REMOVED", "WIRE_OPERATION_REMOVED", "WIRE_ERROR_REMOVED",
        "WIRE_OUTPUT_FIELD_REMOVED", "STORED_FIELD_REMOVED", "SOURCE_TYPE_REMOVED",
      ])
    #expect(judgement.allowed.allSatisfy { $0.change.side == .old })
    #expect(judgement.unused.isEmpty)
  }

  @Test func theOldVersionAllowsNothing() {
    let text = "concord: 1\nservice: shop\noperations: { search: { events: none }, find: { events: none } }\n"
    let old = text + "allow: { WIRE_OPERATION_REMOVED: too early }\n"
    let new = text.replacing(", find: { events: none }", with: "")
    #expect(judge(["p/shop.yaml": old], ["p/shop.yaml": new]).changes.map(\.rule) == ["WIRE_OPERATION_REMOVED"])
  }

  @Test func whatAllowsNothingIsTold() {
    let text = """
      concord: 1
      service: shop
      operations: { search: { events: none } }
      allow: { WIRE_OPERATION_REMOVED: of an earlier release }
      """
    let judgement = judge(["p/shop.yaml": text], ["p/shop.yaml": text])
    #expect(judgement.changes.isEmpty && judgement.allowed.isEmpty)
    #expect(judgement.unused.map(\.position.line) == [4])
    #expect(load(["p/shop.yaml": text]).diagnostics.sorted == [], "a check cannot tell")
  }

  @Test func everySectionMayHaveOne() {
    let (packages, diagnostics) = load([
      "p/item.yaml": """
      concord: 1
      entity: item
      key: name
      fields:
        name: { type: string, allow: { WIRE_INPUT_RULE_LOOSENED: a } }
      types:
        Part: { fields: { size: int }, allow: { WIRE_INPUT_RULE_LOOSENED: b } }
      operations:
        clean:
          access: { roles: [admin], allow: { WIRE_ACCESS_LOOSENED: c } }
          retry: { retries: 1, allow: { WIRE_RETRY_CHANGED: d } }
          idempotent: true
          allow: { WIRE_TOPIC_CHANGED: e }
      events:
        seen: { allow: { WIRE_EVENT_ADDED: f } }
      deployment:
        image: a/b:1
        resources: { cpu: 1, allow: { scaling-request: of no use }}
        scaling:
          instances: { min: 1, max: 2 }
          cpu: { up: 80, down: 20 }
          memory: { up: 80, down: 20 }
          hysteresis: 1
        allow: { scaling-request: the platform knows }
      """
    ])
    #expect(diagnostics.sorted.map(\.description).filter { !$0.contains("allow-unused") } == [])
    let reasons = packages[0].contracts[0].allowances.map(\.reason)
    #expect(reasons == ["a", "b", "c", "d", "e", "f", "of no use", "the platform knows"])
    #expect(diagnostics.allowed.map(\.reason) == ["the platform knows"])
  }
}
