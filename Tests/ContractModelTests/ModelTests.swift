import ContractModel
import Testing

struct ModelTests {
  private static let head = "concord: 1\nentity: item\nkey: name\n"

  private func item(_ rest: String, _ more: [String: String] = [:]) throws -> (ContractPackage, Contract) {
    let package = try #require(load(["p/item.yaml": ModelTests.head + rest].merging(more) { a, _ in a }).first)
    return (package, try #require(package.contracts.first { $0.name == "item" }))
  }

  @Test func fieldsHaveTypesAndRules() throws {
    let (package, contract) = try item(
      """
      summary: A thing.
      fields:
        name: { type: id, prefix: it }
        sizes: "list<map<Size?>>?"
        color: { type: Color, default: deep-red, summary: Its paint. }
        count: { type: int, default: 0x10 }
        ratio: { type: "double?", default: 1 }
        price: { type: decimal, default: 1.50 }
        note: { type: "string?", nulls: written, readonly: true, default: "yes" }
        other: "Item?"
        default: bool
      types:
        Size: { fields: { width: int }, summary: How wide. }
        Color: { enum: { deep-red: RED, none: "0" } }
      """)
    let fields = try #require(contract.entity).fields
    #expect(
      fields.map(\.name) == [
        "name", "sizes", "color", "count", "ratio", "price", "note", "other", "default",
      ])
    #expect(fields[0].idPrefix == "it")
    #expect(fields[1].type == .optional(.list(.map(.optional(.named(TypeID(0)))))))
    #expect(fields[2].defaultValue == .enumeration(swiftName: "deepRed", wireValue: "RED"))
    #expect(fields[2].summary == "Its paint.")
    #expect(fields[3].defaultValue == .integer(16))
    #expect(fields[4].defaultValue == .number(1))
    #expect(fields[5].defaultValue == .string("1.50"))
    #expect(fields[6].defaultValue == .string("yes") && fields[6].writesNull && fields[6].isReadonly)
    #expect(fields[7].type == .optional(.entity("item")) && fields[7].isBoxed)
    #expect(fields[8].swiftName == "`default`")
    #expect(package[TypeID(0)].summary == "How wide.")
    #expect(package[TypeID(1)].cases.map(\.swiftName) == ["deepRed", "noneValue"])
    #expect(contract.entity?.summary == "A thing.")
  }

  @Test func withoutOperationsThereAreFive() throws {
    let (_, contract) = try item("fields: { name: string }\n")
    let operations = try #require(contract.group).operations
    #expect(operations.map(\.kind) == [.create, .update, .delete, .get, .list])
    #expect(operations.map(\.input) == [.draft, .patch, .key, .key, .listQuery])
    #expect(operations.map(\.output) == [.entity, .entity, .key, .entity, .page])
    #expect(operations.map(\.isIdempotent) == [false, false, false, true, true])
    #expect(operations[4].list?.pageSize == 50)
    #expect(
      contract.group?.events.map(\.wireName) == [
        "create-item", "item-created", "item-creation-error", "update-item", "item-updated", "item-update-error",
        "delete-item", "item-deleted", "item-deletion-error",
      ])
  }

  @Test func anEmptyMapMeansNoneAndCommitsStillPush() throws {
    let (_, contract) = try item("fields: { name: string }\noperations: {}\n")
    let group = try #require(contract.group)
    #expect(group.operations.isEmpty)
    #expect(group.events.map(\.topic) == ["item:created", "item:updated", "item:deleted"])
    #expect(group.events.map(\.payload) == [.output(.entity), .output(.entity), .output(.key)])
    #expect(group.events.allSatisfy { $0.direction == .pushed && $0.operation == nil })
  }

  @Test func operationsHaveOptions() throws {
    let (package, contract) = try item(
      """
      fields: { name: string, owner: string }
      operations:
        clean:
          summary: Empties it.
          input: key
          output: Item
          access: { roles: [admin] }
          errors: { notEmpty: 409 }
          timeout: 1500ms
          retry: { retries: 3, backoff: 1s..4s }
          idempotent: true
        moveAll:
          input: { to: string, name: string }
          output: { moved: int }
          events: [move, moved, moveError]
          topic: move
        count: { output: int, events: none }
      """, ["p/package.yaml": "swiftPrefix: My\n"])
    let operations = try #require(contract.group).operations
    #expect(operations[0].access == AccessRule(roles: ["admin"]))
    #expect(operations[0].errors.map(\.wireCode) == ["NOT_EMPTY"])
    #expect(operations[0].timeout == 1500)
    #expect(operations[0].retry == .init(retries: 3, firstBackoff: 1000, maximumBackoff: 4000))
    #expect(operations[0].output == .entity)
    #expect(operations[0].failure?.payload == .failure(.key))
    #expect(operations[1].topic == "item:move")
    #expect(operations[1].input == .type(.named(TypeID(0))))
    #expect(package.types.map(\.swiftName) == ["MyItemMoveAllInput", "MyItemMoveAllOutput"])
    #expect(package[TypeID(0)].fields.map(\.name) == ["to", "name"], "a key that is written is not added again")
    #expect(operations[1].intent?.wireName == "item-move" && operations[1].intent?.helperName == "move")
    #expect(operations[2].input == .none && operations[2].output == .type(.scalar(.int)))
    #expect(operations[2].intent == nil)
    #expect(contract.types == [TypeID(0), TypeID(1)])
  }

  @Test func keysAreAddedToMapsThatTravel() throws {
    let (package, contract) = try item(
      """
      parent: box
      fields: { name: string }
      operations:
        clean: { input: { all: bool }, output: { left: int } }
      events:
        seen: { payload: { by: string } }
        drawn: { payload: { by: string }, direction: local, summary: On this screen. }
        moved: { payload: key, delivery: latest }
      """, ["p/box.yaml": "concord: 1\nentity: box\nkey: id\nfields: { id: uuid }\n"])
    let names = package.types.map { $0.fields.map(\.name) }
    #expect(names == [["box", "name", "all"], ["left"], ["box", "name", "by"], ["by"]])
    #expect(package[TypeID(0)].fields[0].type == .scalar(.uuid))
    let events = try #require(contract.group).events.suffix(3)
    #expect(events.map(\.direction) == [.pushed, .local, .pushed])
    #expect(events.map(\.topic) == ["item:seen", nil, "item:moved"])
    #expect(events.map(\.delivery) == [.every, .every, .latest])
    #expect(events.last?.payload == .key)
  }

  @Test func servicesHaveOperationsAndEvents() throws {
    let packages = load([
      "p/marketplace.yaml": """
      concord: 1
      service: marketplace
      operations:
        getItems: { input: { tenant: string }, output: list<Item>, events: [loadItems, itemsLoaded, itemsLoadError] }
        fetch: { output: Item }
      events:
        emptied:
      types:
        Item: { fields: { name: string } }
      """
    ])
    let contract = try #require(packages.first?.contracts.first)
    #expect(contract.kind == .service && contract.entity == nil)
    let group = try #require(contract.group)
    #expect(group.operations.map(\.topic) == ["marketplace:get_items", "marketplace:fetch"])
    #expect(group.operations.allSatisfy { $0.kind == .custom })
    #expect(
      group.events.map(\.helperName) == [
        "loadItems", "itemsLoaded", "itemsLoadError", "fetch", "fetched", "fetchError", "emptied",
      ])
    #expect(packages[0][TypeID(1)].fields.map(\.name) == ["tenant"])
  }

  @Test func recursiveAndDeepRecordsAreBoxed() throws {
    let (package, _) = try item(
      """
      fields: { name: string, a: A }
      types:
        Node: { fields: { next: "Node?", all: list<Node>, named: map<Node> } }
        Left: { fields: { right: "Right?" } }
        Right: { fields: { left: "Left?", color: Color } }
        Color: [red]
        A: { fields: { b: B } }
        B: { fields: { c: C } }
        C: { fields: { d: D } }
        D: { fields: { e: E } }
        E: { fields: { f: F, color: Color } }
        F: { fields: { x: int } }
      """)
    var boxed: [String] = []
    for type in package.types { boxed += type.fields.filter(\.isBoxed).map { "\(type.name).\($0.name)" } }
    #expect(boxed == ["Node.next", "Left.right", "Right.left", "B.c"])
    #expect(package.entities[0].fields[1].isBoxed == false)
  }

  /// A union is as high as its highest case, since a case has no box of its own; one that leads back to itself is flat.
  @Test func deepUnionsAreBoxedWhereTheyAreHeld() throws {
    let (package, _) = try item(
      """
      fields: { name: string, a: A }
      types:
        A: { fields: { u: U } }
        U: { union: kind, cases: { b: B, f: F } }
        B: { fields: { c: C } }
        C: { fields: { v: V, w: W } }
        V: { union: kind, cases: { d: D } }
        D: { fields: { e: E } }
        E: { fields: { f: F } }
        F: { fields: { g: G } }
        G: { fields: { x: int } }
        W: { union: kind, cases: { end: F, more: More } }
        More: { fields: { w: W } }
      """)
    var boxed: [String] = []
    for type in package.types { boxed += type.fields.filter(\.isBoxed).map { "\(type.name).\($0.name)" } }
    // D holds E holds F holds G, and V holds D; then U holds B holds C holds W.
    #expect(boxed == ["A.u", "C.v"])
    #expect(package.types.filter { $0.union?.isIndirect == true }.map(\.name) == ["W"])
    #expect(!package.entities[0].fields[1].isBoxed)
  }
}
