import Testing

@testable import ContractEmitters

/// Entities and what they become beside their struct.
@Suite struct EntitySnippetTests {
  private static let contract = """
    concord: 1
    entity: issue
    key: number
    fields:
      number:    int
      title:     string
      state:     { type: State, default: open }
      closedBy:  { type: "email?", readonly: true }
      createdAt: { type: timestamp, readonly: true }
      updatedAt: { type: "timestamp?", readonly: true }
    types:
      State: [open, closed]
    operations:
      create:
      list: { page: 20, filter: [state, title], sort: [title] }
    """

  @Test func draftsLeaveOutWhatTheServerSets() throws {
    let swift = try Emitting.swift(Self.contract, only: "public struct Issue:")
    #expect(swift.hasPrefix("/// The entity `issue`.\npublic struct Issue: JSONRecord {\n"))
    #expect(
      swift.hasSuffix(
        #"""
          public func encode(to writer: inout JSONWriter, draft: Bool) {
            writer.beginObject()
            writer.write("\"number\":", self.number)
            writer.write("\"title\":", self.title)
            if !draft || self.state != .open { writer.write("\"state\":", self.state) }
            if !draft { writer.writeIfPresent("\"closedBy\":", self.closedBy) }
            if !draft { writer.write("\"createdAt\":", self.createdAt) }
            if !draft { writer.writeIfPresent("\"updatedAt\":", self.updatedAt) }
            writer.endObject()
          }
        }
        """#))
  }

  @Test func descriptorKeysAndFields() throws {
    #expect(
      try Emitting.swift(Self.contract, only: "extension Issue:") == #"""
        extension Issue: Entity {
          public static let descriptor = makeDescriptor()

          private static func makeDescriptor() -> EntityDescriptor {
            EntityDescriptor(
              name: "issue", ancestors: [], keyField: "number", keyShapes: [.number],
              readonlyFields: 0x38, defaultedFields: 0x4, onParentDelete: .restrict,
              list: ListDescriptor(topic: "issue:get_issues", pageSize: 20, filter: ["state", "title"], sort: ["title"]),
              stampedOnCreate: [4], stampedOnChange: [5])
          }

          public var keyValues: [String] { [self.number.description] }

          /// The key of an issue: `number`.
          public static func key(number: Int) -> Key<Issue> { Key([number.description]) }

          public static func serveStored(on registrar: some OperationRegistrar) {
            registrar.serve(create: IssueOperations.table.create)
            registrar.serve(list: IssueOperations.table.list)
          }

          /// The fields that a `Patch` may change and a `ListQuery` may use.
          public struct Fields: FieldGroup {
            public static var table: Fields { Fields() }
            public var number: Field<Int> { Field("number") }
            public var title: Field<String> { Field("title") }
            public var state: Field<State> { Field("state") }
            public var closedBy: Field<EmailAddress?> { Field("closedBy") }
            public var createdAt: Field<Timestamp> { Field("createdAt") }
            public var updatedAt: Field<Timestamp?> { Field("updatedAt") }
          }
        }
        """#)
  }

  @Test func childrenHaveTheirAncestorsKeysAndAGetter() throws {
    let parent = "concord: 1\nentity: box\nkey: name\nfields: { name: string }\noperations: {}\n"
    let child = """
      concord: 1
      entity: child
      parent: box
      key: id
      onDelete: cascade
      fields: { id: uuid }
      operations: {}
      """
    let text = try #require(try Emitting.files(of: ["p/box.yaml": parent, "p/child.yaml": child])["p+child.swift"])
    #expect(text.contains("public var keyValues: [String] { [self.box, self.id.description] }"))
    #expect(
      text.contains("public static func key(box: String, id: UniqueID) -> Key<Child> { Key([box, id.description]) }"))
    #expect(text.contains("ancestors: [\"box\"], keyField: \"id\", keyShapes: [.text, .text]"))
    #expect(text.contains("onParentDelete: .cascade"))
    #expect(
      text.contains(
        """
        extension EntityBranch where E == Box {
          /// The children below this box, by key.
          public var children: [EntityBranch<Child>] { self.children(Child.self) }
        }
        """))
    #expect(!text.contains("public var box: Field<"), "an ancestor's key cannot change")
  }

  @Test func pluralsAreNamesOfSwift() throws {
    let parent = "concord: 1\nentity: box\nkey: name\nfields: { name: string }\noperations: {}\n"
    let child = "concord: 1\nentity: thing\nplural: in\nparent: box\nkey: id\nfields: { id: string }\noperations: {}\n"
    let text = try #require(try Emitting.files(of: ["p/box.yaml": parent, "p/thing.yaml": child])["p+thing.swift"])
    #expect(text.contains("public var `in`: [EntityBranch<Thing>]"))
  }

  @Test func descriptorsSayWhatTheStoreKeepsAndNoMore() throws {
    let swift = try Emitting.swift(
      """
      concord: 1
      entity: parcel
      key: id
      fields:
        id:     { type: id, prefix: par, generated: sequence }
        number: { type: int64, generated: sequence }
        token:  { type: id, readonly: true }
        owner:  { type: string, unique: true }
        after:  { type: "ref<parcel>?", onDelete: clear }
        peers:  list<ref<parcel>>
      operations:
        get: { access: { roles: [clerk], owner: { field: owner, principal: name } } }
      subscribe: { by: kind, snapshot: false }
      notify: { deleted: gone, created: none }
      """, only: "extension Parcel: Entity", "extension ClientBindings", "public struct ParcelOperations")
    #expect(
      swift.contains(
        """
            stampedOnCreate: [], stampedOnChange: [],
            rules: EntityRules(unique: ["owner"], references: [ReferenceRule("after", onDelete: .clear), \
        ReferenceRule("peers")], generated: [.sequence(0, .id(prefix: "par")), .sequence(1, .int64), .random(2)]),
            readers: ReaderRule(roles: ["clerk"], owner: OwnerRule("owner", principal: "name", of: Parcel.self)),
            subscription: SubscriptionDescriptor(by: .kind, snapshot: false))
        """))
    #expect(swift.contains("    notify([\"parcel-deleted\": \"gone\", \"parcel-created\": nil])\n"))
    #expect(
      swift.contains(
        "Parcel.get(\"parcel:get_parcel\", roles: [\"clerk\"], owner: OwnerRule(\"owner\", principal: \"name\", of: Parcel.self))"
      ))
    // A plain entity pays nothing for it.
    let plain = try Emitting.swift(Self.contract, only: "extension Issue: Entity", "extension ClientBindings")
    #expect(plain.contains("stampedOnCreate: [4], stampedOnChange: [5])\n"))
    #expect(!plain.contains("notify("))
  }
}
