import Testing

@testable import ContractModel

/// What the model holds of `state`, `triggers` and `react`.
struct ReactiveTests {
  private static let user = """
    concord: 1
    entity: user
    parent: box
    key: name
    fields: { name: string, mail: string, age: int? }
    state: [mail, age]
    source: plugin
    triggers:
      created: user.made
      deleted: user.gone.for-good
      payload: { in: box, who: name, mail: "mail?", changedFields: true }
    react:
      - { when: user deleted, mode: work-queue, group: cleanup, handler: remove-contacts }
      - { when: trigger user.made, handler: init }
    """

  private func contracts() -> [Contract] {
    load([
      "p/box.yaml": "concord: 1\nentity: box\nkey: name\nsource: plugin\nstate: [name]\nfields: { name: string }\n",
      "p/user.yaml": Self.user,
      "p/trigger.yaml": "concord: 1\nentity: trigger\nkey: name\nstate: [name]\nfields: { name: string }\n",
      "p/desk.yaml": """
      concord: 1
      service: desk
      react:
        - { when: event userCreated, mode: instance-local, handler: a }
        - { when: event user-deleted, handler: b }
        - { when: trigger created, handler: c }
      """,
    ]).first?.contracts ?? []
  }

  @Test func stateAndTriggers() throws {
    let reactive = try #require(contracts().first { $0.name == "user" }?.entity?.reactive)
    #expect(reactive.kind == "user" && reactive.source == .plugin)
    #expect(reactive.state.map(\.value) == ["mail", "age"])
    #expect(reactive.triggers.map(\.event) == ["user.made", "user.gone.for-good"])
    #expect(reactive.triggers.map(\.change) == [.created, .deleted])
    #expect(reactive.payload.map(\.swiftName) == ["`in`", "who", "mail", "changedFields"])
    #expect(reactive.payload.map(\.source) == [.field("box"), .field("name"), .field("mail"), .changedFields])
    #expect(reactive.payload.map(\.isOptional) == [false, false, true, false])
    #expect(reactive.triggers[1].position.line == 10 && reactive.triggers[1].position.column == 12)
  }

  @Test func reactions() throws {
    let all = contracts()
    let user = try #require(all.first { $0.name == "user" }?.reactions)
    #expect(user.map(\.occasion) == [.change(entity: "user", .deleted), .trigger("user.made")])
    #expect(user.map(\.mode) == [.workQueue, .broadcast] && user.map(\.group) == ["cleanup", nil])
    #expect(user.map(\.handler) == ["removeContacts", "initValue"])
    let desk = try #require(all.first { $0.name == "desk" }?.reactions)
    #expect(
      desk.map(\.occasion) == [.event("user-created"), .event("user-deleted"), .change(entity: "trigger", .created)])
  }

  @Test(arguments: [
    ("catalog.created", true), ("a.b", true), ("catalog.group.deleted", true), ("a1.b_c-d", true), ("aB.c", true),
    ("catalog", false), ("", false), (".a", false), ("a.", false), ("a..b", false), ("A.b", false), ("a.B", false),
    ("a.1", false), ("a b.c", false), ("ä.b", false),
  ]) func triggerIDs(id: String, isValid: Bool) {
    #expect(TriggerID.isValid(id) == isValid)
  }
}
