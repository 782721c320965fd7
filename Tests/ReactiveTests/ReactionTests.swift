import CatalogContracts
import ConcordCore
import ConcordEntities
import Synchronization
import Testing

/// Commits of a store and the reactions that follow.
@Suite struct ReactionTests {
  private static let ada = Account(name: "ada", email: "ada@example.org", token: Secret("t1"))

  @Test func commitsOfTheStoreBecomeTriggers() async throws {
    let catalog = Catalog()
    catalog.reactor.react(steward: Steward(catalog.notes))
    catalog.start()
    let context = catalog.context()
    let key = Group.key(id: "g1")
    _ = try await catalog.entities.create(Group(id: "g1", name: "Core", metadata: [:]), context)
    _ = try await catalog.entities.modify(key, context) { $0.note = "not reactive" }
    _ = try await catalog.entities.modify(key, context) { $0.name = "Kernel" }
    _ = try await catalog.entities.delete(key, context)
    await catalog.finish()
    #expect(
      catalog.notes.all.sorted() == [
        #"groupCreated {"groupId":"g1","groupName":"Core"}"#, #"groupDeleted {"groupId":"g1"}"#,
        "groupUpdated Core → Kernel by ada",
      ])
  }

  @Test func whatGoesWithItsParentIsTold() async throws {
    let catalog = Catalog()
    catalog.reactor.react(steward: Steward(catalog.notes))
    catalog.start()
    let context = catalog.context()
    _ = try await catalog.entities.create(Self.ada, context)
    for number in 1...2 {
      _ = try await catalog.entities.create(Device(account: "ada", number: number, label: "d"), context)
    }
    _ = try await catalog.entities.delete(Self.ada.key, context)
    await catalog.finish()
    #expect(
      catalog.notes.all.sorted() == [
        "accountDeleted ada", "deviceCreated /account/ada/device/1", "deviceCreated /account/ada/device/2",
        "deviceDeleted /account/ada/device/1", "deviceDeleted /account/ada/device/2",
      ])
  }

  @Test func changesOfOneEntityComeInOrder() async throws {
    let catalog = Catalog()
    let occasion = ReactionOccasion<StateChange<Group>>.change(of: Group.self, .updated)
    catalog.reactor.register("note", on: occasion, .broadcast) { change, _ in
      // Earlier ones take longer, so only the order keeps them before later ones.
      for _ in 0..<(40 - (Int(change.next?.name ?? "") ?? 0)) { await Task.yield() }
      catalog.notes.add("\(change.key.name) \(change.next?.name ?? "")")
    }
    catalog.start()
    let context = catalog.context()
    for id in ["a", "b"] { _ = try await catalog.entities.create(Group(id: id, name: "0", metadata: [:]), context) }
    for number in 1...30 {
      for id in ["a", "b"] {
        _ = try await catalog.entities.modify(Group.key(id: id), context) { $0.name = "\(number)" }
      }
    }
    await catalog.finish()
    for id in ["a", "b"] {
      #expect(catalog.notes.all.filter { $0.hasPrefix(id) } == (1...30).map { "\(id) \($0)" })
    }
  }

  @Test func whatHappenedBeforeTheStartIsDoneAfterwards() async throws {
    let catalog = Catalog()
    catalog.reactor.react(steward: Steward(catalog.notes))
    _ = try await catalog.entities.create(Group(id: "g1", name: "Core", metadata: [:]), catalog.context())
    #expect(catalog.notes.all.isEmpty)
    catalog.start()
    await catalog.finish()
    #expect(catalog.notes.all == [#"groupCreated {"groupId":"g1","groupName":"Core"}"#])
    // Finished is finished.
    _ = try await catalog.entities.create(Group(id: "g2", name: "Edge", metadata: [:]), catalog.context())
    await catalog.finish()
    #expect(catalog.notes.all.count == 1)
  }

  // MARK: Modes

  @Test func aWorkQueueRepeatsWhatFails() async throws {
    let catalog = Catalog()
    let attempts = Atomic(0)
    let occasion = ReactionOccasion<StateChange<Account>>.change(of: Account.self, .created)
    catalog.reactor.register("charge", on: occasion, .workQueue(group: "billing")) { change, _ in
      let attempt = attempts.add(1, ordering: .relaxed).newValue
      if attempt < 4 { throw ConcordError(.overloaded, "try \(attempt)") }
      catalog.notes.add("charged \(change.latest.name)")
    }
    catalog.start()
    _ = try await catalog.entities.create(Self.ada, catalog.context())
    await catalog.finish()
    #expect(catalog.notes.all == ["charged ada"])
    #expect(catalog.failures.all.count == 3)
    #expect(
      catalog.failures.all.first?.hasPrefix(
        "the reaction 'charge' to 'account created' of /account/ada failed and is tried again in") == true)
    #expect(catalog.failures.all.allSatisfy { !$0.contains("t1") }, "no secret in a log")
  }

  @Test func threeRetriesAndNoMore() async throws {
    let catalog = Catalog()
    let attempts = Atomic(0)
    struct Broken: Error {}
    for mode in [ReactionMode.workQueue(group: "billing"), .broadcast, .instanceLocal] {
      let occasion = ReactionOccasion<StateChange<Account>>.change(of: Account.self, .created)
      catalog.reactor.register("charge", on: occasion, mode) { _, _ in
        attempts.add(1, ordering: .relaxed)
        throw Broken()
      }
    }
    catalog.start()
    // The commit is none of the reactions' business.
    let account = try await catalog.entities.create(Self.ada, catalog.context())
    await catalog.finish()
    #expect(try await catalog.entities.get(account.key, catalog.context()).name == "ada")
    #expect(attempts.load(ordering: .relaxed) == 4 + 1 + 1)
    let final = catalog.failures.all.filter { !$0.contains("tried again") }
    #expect(
      final == Array(repeating: "the reaction 'charge' to 'account created' of /account/ada failed: Broken()", count: 3)
    )
  }

  @Test func aGroupDoesThingsOnce() async throws {
    let catalog = Catalog()
    for number in 1...2 {
      catalog.reactor.register(
        "h\(number)", on: ReactionOccasion<StateChange<Account>>.change(of: Account.self, .created),
        .workQueue(group: "one")
      ) { _, _ in catalog.notes.add("\(number)") }
    }
    catalog.start()
    _ = try await catalog.entities.create(Self.ada, catalog.context())
    await catalog.finish()
    #expect(catalog.notes.all == ["2"])
  }

  // MARK: Limits

  @Test func aCircleOfReactionsEnds() async throws {
    let catalog = Catalog()
    let occasion = ReactionOccasion<StateChange<Group>>.change(of: Group.self, .updated)
    catalog.reactor.register("again", on: occasion, .broadcast) { change, context in
      catalog.notes.add(change.actor.name ?? change.actor.id)
      _ = try await context.entities.modify(change.key, context) { $0.name += "." }
    }
    catalog.start()
    let context = catalog.context()
    _ = try await catalog.entities.create(Group(id: "g", name: "g", metadata: [:]), context)
    _ = try await catalog.entities.modify(Group.key(id: "g"), context) { $0.name += "." }
    await catalog.finish()
    #expect(catalog.notes.all == ["ada"] + Array(repeating: "again", count: 15))
    #expect(
      catalog.failures.all == [
        "the reaction 'again' to 'group updated' of /group/g failed: 16 reactions followed one from the other, "
          + "and this looks like a circle"
      ])
  }

  @Test func whatWaitsIsBounded() async throws {
    var limits = InProcessReactor.Limits.quick
    limits.waiting = 3
    let catalog = Catalog(limits)
    catalog.start()
    let (gate, open) = AsyncStream<Void>.makeStream()
    catalog.reactor.register("wait", on: .event(Event<Int>("gate")), .broadcast) { _, _ in
      for await _ in gate { break }
    }
    // One runs, three wait in its lane, and the fifth is one too many.
    for number in 1...5 { catalog.reactor.occurred("gate", number, cause: nil) }
    #expect(
      catalog.failures.all == [
        "the reaction 'wait' to 'event gate' of gate failed: 3 wait already, which is the limit"
      ])
    open.finish()
    await catalog.finish()
  }

  @Test func theEndDoesNotWaitForEver() async throws {
    let catalog = Catalog()
    catalog.reactor.register("stuck", on: .event(Event<Int>("gate")), .workQueue(group: "g")) { _, _ in
      while !Task.isCancelled { try await Task.sleep(for: .seconds(3600)) }
    }
    catalog.start()
    catalog.reactor.occurred("gate", 1, cause: nil)
    catalog.reactor.occurred("gate", 2, cause: nil)
    await catalog.reactor.finish(within: .milliseconds(20))
    #expect(catalog.notes.all.isEmpty)
  }
}
