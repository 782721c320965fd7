import CatalogContracts
import ConcordCore
import ConcordEntities
import Testing

/// The catalog's systems and groups: what is triggered, and with which payload.
@Suite struct CatalogTests {
  private static let system = System(id: "s1", name: "Billing", description: "Invoices", metadata: ["tier": 1])

  private func change(_ prev: System?, _ next: System?) throws -> StateChange<System> {
    try #require(StateChange(from: prev, to: next))
  }

  @Test func contractsSayWhatIsReactive() {
    #expect(System.reactive.kind == "catalog-system" && System.reactive.source == .plugin)
    #expect(System.reactive.state == ["name", "description", "metadata"])
    #expect(Group.reactive.kind == "catalog-group" && Group.reactive.source == .store)
    #expect(Account.reactive.kind == "account" && Account.reactive.secrets == ["token"])
    let triggers = [SystemTriggers.created, SystemTriggers.updated, SystemTriggers.deleted]
    #expect(triggers.map(\.event) == ["catalog.created", "catalog.updated", "catalog.deleted"])
    #expect(GroupTriggers.created.event == "catalog.group.created")
    #expect(GroupTriggers.deleted.event == "catalog.group.deleted")
  }

  @Test func payloadsOfSystems() throws {
    let created = System.triggerPayload(of: try change(nil, Self.system))
    #expect(
      text(created)
        == #"{"systemId":"s1","systemName":"Billing","changedFields":["description","metadata","name"]}"#)
    var renamed = Self.system
    renamed.name = "Accounting"
    renamed.metadata = ["tier": 2]
    renamed.visits = 9
    let updated = System.triggerPayload(of: try change(Self.system, renamed))
    #expect(text(updated) == #"{"systemId":"s1","systemName":"Accounting","changedFields":["metadata","name"]}"#)
    let deleted = System.triggerPayload(of: try change(renamed, nil))
    #expect(text(deleted) == #"{"systemId":"s1","changedFields":["description","metadata","name"]}"#)
    #expect(try read(SystemTriggerPayload.self, text(deleted)).systemName == nil)
  }

  @Test func payloadsOfGroups() throws {
    let group = Group(id: "g1", name: "Core", metadata: [:])
    let created = try #require(StateChange(from: nil, to: group))
    #expect(text(Group.triggerPayload(of: created)) == #"{"groupId":"g1","groupName":"Core"}"#)
    let deleted = try #require(StateChange(from: group, to: nil))
    #expect(text(Group.triggerPayload(of: deleted)) == #"{"groupId":"g1"}"#)
  }

  // MARK: Run

  @Test func aPluginsWritesBecomeTriggers() async throws {
    let catalog = Catalog()
    let table = Table()
    let systems = PluginEntity(System.self, reactor: catalog.reactor) { keys in await table.read(keys) }
    catalog.reactor.react(steward: Steward(catalog.notes))
    catalog.start()
    let key = System.key(id: "s1")
    let context = catalog.context()
    let written = try await systems.mutate(key, context) { await table.write(Self.system) }
    #expect(written.name == "Billing")
    // The same again, and a change of what is not reactive: written, and nothing follows.
    try await systems.mutate(key, context) { await table.write(Self.system) }
    var visited = Self.system
    visited.visits = 5
    try await systems.mutate(key, context) { [visited] in await table.write(visited) }
    visited.name = "Accounting"
    try await systems.mutate(key, context) { [visited] in await table.write(visited) }
    #expect(try await systems.get(key)?.visits == 5)
    #expect(try await systems.getMany([key, System.key(id: "none")]).map(\.name) == ["Accounting"])
    try await systems.remove(key, context) { await table.remove(key) }
    // Gone already: no change.
    try await systems.remove(key, context) { await table.remove(key) }
    await catalog.finish()
    #expect(
      catalog.notes.all.sorted() == [
        #"systemCreated {"systemId":"s1","systemName":"Billing","changedFields":["description","metadata","name"]}"#,
        #"systemDeleted {"systemId":"s1","changedFields":["description","metadata","name"]}"#,
        #"systemUpdated {"systemId":"s1","systemName":"Accounting","changedFields":["name"]}"#,
      ])
    #expect(catalog.failures.all.isEmpty)
  }

  @Test func aWriteThatFailsChangesNothing() async throws {
    let catalog = Catalog()
    let table = Table()
    let systems = PluginEntity(System.self, reactor: catalog.reactor) { keys in await table.read(keys) }
    catalog.reactor.react(steward: Steward(catalog.notes))
    catalog.start()
    struct Broken: Error {}
    await #expect(throws: Broken.self) { try await systems.mutate(System.key(id: "s1")) { throw Broken() } }
    await #expect(throws: ConcordError.self) {
      try await systems.mutate(System.key(id: "other")) { await table.write(Self.system) }
    }
    await catalog.finish()
    #expect(catalog.notes.all.isEmpty)
  }

  @Test func writesOfOneEntityWaitForEachOther() async throws {
    let catalog = Catalog()
    let table = Table()
    let systems = PluginEntity(System.self, reactor: catalog.reactor) { keys in await table.read(keys) }
    catalog.reactor.react(steward: Steward(catalog.notes))
    catalog.start()
    let key = System.key(id: "s1")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...20 {
        group.addTask {
          try await systems.mutate(key) {
            // Without the order others would read and write in between.
            await Task.yield()
            return await table.write(System(id: "s1", name: "\(number)", metadata: [:]))
          }
        }
      }
      try await group.waitForAll()
    }
    await catalog.finish()
    // One creation, and every other write changed the name that the one before had left.
    #expect(catalog.notes.all.count == 20)
    #expect(catalog.notes.all.count { $0.hasPrefix("systemCreated") } == 1)
  }
}

/// The plugin's own table.
private actor Table {
  private var rows: [Key<System>: System] = [:]

  func read(_ keys: [Key<System>]) -> [System] { keys.compactMap { rows[$0] } }

  func write(_ system: System) -> System {
    rows[system.key] = system
    return system
  }

  func remove(_ key: Key<System>) { rows[key] = nil }
}
