import ConcordCore
import ConcordEntities
import LanguageContracts
import Testing

/// `unique`, `generated` and `onDelete` of references: what generated descriptors make the store keep.
@Suite struct StoreRulesTests {
  private let store = MemoryStore()
  private let entities: StoredEntities

  init() { entities = StoredEntities(store, entities: LanguagePackage.entities) }

  private var context: RequestContext { .inside(entities) }

  private func member(_ email: EmailAddress, handle: String? = nil, mentor: Member? = nil) async throws -> Member {
    try await entities.create(Member(email: email, handle: handle, mentor: mentor.map { Ref($0) }), context)
  }

  private func update(_ member: Member, _ change: @Sendable (inout Member) -> Void) async throws -> Member {
    try await entities.modify(member.key, context) { change(&$0) }
  }

  private var count: Int {
    get async throws { try await store.entities(of: "member", within: nil).entities.count }
  }

  // MARK: Sequences

  @Test func sequencesCountPerKindAndNeverRepeat() async throws {
    let one = try await member("a@x.org")
    let two = try await member("b@x.org")
    #expect([one.id, two.id] == ["mem_1", "mem_2"])
    _ = try await entities.delete(two.key, context)
    // What failed may leave a gap; a number comes once.
    #expect(await failure(try await member("a@x.org"))?.code == .conflict)
    let three = try await member("c@x.org")
    #expect(three.id != two.id && three.id > one.id)
    let memo = try await entities.create(Memo(author: "ada", text: "x"), context)
    #expect(memo.number == 1 && memo.path == EntityPath("/memo/1"))
    let parcel = try await entities.create(Parcel(watchers: [], stops: [:]), context)
    #expect(parcel.number == 1)
    #expect(try await entities.create(Parcel(watchers: [], stops: [:]), context).number == 2)
    // An id without a sequence is random behind its prefix, unless a handler made one.
    #expect(parcel.id.hasPrefix("par_") && UniqueID(String(parcel.id.dropFirst(4))) != nil)
    let own = try await entities.create(Parcel(id: "par_own", watchers: [], stops: [:]), context)
    #expect(own.id == "par_own" && own.number == 3)
  }

  @Test func aDraftCarriesNoGeneratedKey() throws {
    let create = MemberOperations.table.create
    #expect(try input(create, #"{"email":"a@x.org"}"#).get().id == "")
    #expect(input(create, #"{"email":"a@x.org","id":"mem_7"}"#).failure?.field == "id")
    var writer = JSONWriter(capacity: 64)
    create.writeInput(Member(id: "mem_7", email: "a@x.org"), to: &writer)
    #expect(String(decoding: writer.array(), as: UTF8.self) == #"{"email":"a@x.org","mentor":null}"#)
    #expect(input(MemberOperations.table.update, #"{"id":"mem_1","changed":1}"#).failure == nil)
    #expect(input(ParcelOperations.table.update, #"{"id":"par_1","number":"1"}"#).failure?.field == "number")
  }

  // MARK: Unique values

  @Test func aValueIsTakenOnce() async throws {
    let ada = try await member("a@x.org", handle: "ada")
    let error = await failure(try await member("b@x.org", handle: "ada"))
    #expect(error?.code == .conflict && error?.field == "handle" && error?.isRetryable == false)
    #expect(error?.message == "handle: another member has this value, and no two may; choose another")
    #expect(try await count == 1)
    // Absent ones do not clash, and what was refused has taken nothing.
    let bob = try await member("b@x.org")
    let eve = try await member("c@x.org")
    #expect(await failure(try await update(eve) { $0.handle = "ada" })?.field == "handle")
    #expect(await failure(try await update(eve) { $0.email = "b@x.org" })?.field == "email")
    // Keeping one's own value is no clash; giving it up frees it, and so does deletion.
    _ = try await update(ada) { $0.changed += 1 }
    _ = try await update(ada) { $0.handle = nil }
    _ = try await update(eve) { $0.handle = "ada" }
    _ = try await entities.delete(bob.key, context)
    _ = try await update(eve) { $0.email = "b@x.org" }
    _ = try await member("c@x.org")
    // Enumerations and references as well.
    _ = try await update(ada) { $0.rank = .first }
    #expect(await failure(try await update(eve) { $0.rank = .first })?.field == "rank")
    _ = try await update(eve) { $0.mentor = Ref(ada) }
    #expect(await failure(try await member("d@x.org", mentor: ada))?.field == "mentor")
  }

  @Test func aCommitIsJudgedAsAWhole() async throws {
    func json(_ id: String, _ email: EmailAddress) -> [UInt8] { encode(Member(id: id, email: email)) }
    func path(_ id: String) -> EntityPath { Member.key(id: id).path }
    let cause = Cause()
    _ = try await store.commit(
      [.insert(path("1"), json: json("1", "a@x.org")), .insert(path("2"), json: json("2", "b@x.org"))],
      preconditions: [], cause: cause)
    // Swapped within one commit.
    _ = try await store.commit(
      [.update(path("1"), json: json("1", "b@x.org")), .update(path("2"), json: json("2", "a@x.org"))],
      preconditions: [], cause: cause)
    // Twice in one commit is once too often, and nothing of it remains.
    let clash: [Mutation] = [
      .insert(path("3"), json: json("3", "c@x.org")), .update(path("1"), json: json("1", "d@x.org")),
      .insert(path("4"), json: json("4", "c@x.org")),
    ]
    #expect(await failure(try await store.commit(clash, preconditions: [], cause: cause))?.code == .conflict)
    #expect(try await count == 2)
    let again: [Mutation] = [
      .delete(path("1"), rules: [:]), .insert(path("3"), json: json("3", "b@x.org")),
      .insert(path("4"), json: json("4", "c@x.org")), .insert(path("5"), json: json("5", "d@x.org")),
    ]
    #expect(try await store.commit(again, preconditions: [], cause: cause).offset == 3)
    // A taken value is found after a refused commit, too.
    let taken = [Mutation.insert(path("6"), json: json("6", "a@x.org"))]
    #expect(await failure(try await store.commit(taken, preconditions: [], cause: cause))?.code == .conflict)
  }

  @Test func whatAStoreHoldsIsIndexedWhenDeclared() async throws {
    let store = MemoryStore()
    _ = try await store.commit(
      [.insert(EntityPath([.init(entity: "member", key: "m")]), json: encode(Member(id: "m", email: "a@x.org")))],
      preconditions: [], cause: Cause())
    let entities = StoredEntities(store, entities: LanguagePackage.entities)
    let error = await failure(try await entities.create(Member(email: "a@x.org"), .inside(entities)))
    #expect(error?.field == "email")
  }

  // MARK: References

  @Test func whatIsReferredToExists() async throws {
    let ada = try await member("a@x.org")
    let nobody = Ref<Member>(Member.key(id: "mem_99"))
    let error = await failure(
      try await entities.create(Parcel(sender: nobody, watchers: [], stops: [:]), context))
    #expect(error?.code == .invalidInput && error?.field == "sender")
    #expect(error?.message == "sender: /member/mem_99 does not exist")
    let listed = await failure(
      try await entities.create(Parcel(watchers: [Ref(ada), nobody], stops: [:]), context))
    #expect(listed?.field == "watchers[1]")
    let mapped = await failure(
      try await entities.create(Parcel(watchers: [], stops: ["home": nobody]), context))
    #expect(mapped?.field == "stops.home")
    let parcel = try await entities.create(Parcel(sender: Ref(ada), watchers: [], stops: [:]), context)
    let changed = await failure(try await entities.modify(parcel.key, context) { $0.sender = nobody })
    #expect(changed?.field == "sender")
    #expect(try await entities.get(parcel.key, context).sender == Ref(ada))
    // To itself, and to what comes in the same commit.
    _ = try await update(ada) { $0.mentor = Ref(Member.key(id: $0.id)) }
  }

  @Test func restrictProtectsAndClearClears() async throws {
    let ada = try await member("a@x.org")
    let bob = try await member("b@x.org", mentor: ada)
    let parcel = try await entities.create(
      Parcel(
        label: "p", sender: Ref(bob), watchers: [Ref(ada), Ref(bob)], stops: ["x": Ref(ada), "y": Ref(bob)]), context)
    let error = await failure(try await entities.delete(bob.key, context))
    #expect(error?.code == .restricted)
    #expect(error?.message == "/member/mem_2 is what 'sender' of 1 of kind 'parcel' refers to; change those first")
    #expect(try await entities.get(parcel.key, context).watchers.count == 2, "nothing happened")

    let offset = try await store.entities(of: "", within: nil).offset
    _ = try await entities.delete(ada.key, context)
    let commit = try #require(try await store.changes(after: offset)?.first)
    #expect(
      commit.changes.map(\.topic) == ["member:updated", "parcel:updated", "member:deleted"], "one commit tells all")
    let left = try await entities.get(parcel.key, context)
    #expect(left.watchers == [Ref(bob)] && left.stops == ["y": Ref(bob)] && left.label == "p")
    let apprentice = try await store.read(bob.path)
    #expect(apprentice?.revision == commit.offset)
    let text = String(decoding: apprentice?.json ?? [], as: UTF8.self)
    #expect(text.contains(#""mentor":null"#), "as the contract writes nil: \(text)")
    #expect(try await entities.get(bob.key, context).updatedAt != nil)
  }

  @Test func cascadesFollowReferencesAndCyclesEnd() async throws {
    func parcel(_ label: String, after: Parcel?) async throws -> Parcel {
      try await entities.create(
        Parcel(label: label, watchers: [], stops: [:], after: after.map { Ref($0) }), context)
    }
    let first = try await parcel("first", after: nil)
    let second = try await parcel("second", after: first)
    let third = try await parcel("third", after: second)
    _ = try await entities.modify(first.key, context) { $0.after = Ref(third) }
    let other = try await parcel("other", after: nil)
    let offset = try await store.entities(of: "", within: nil).offset
    _ = try await entities.delete(second.key, context)
    let commit = try #require(try await store.changes(after: offset)?.first)
    #expect(Set(commit.changes.map(\.path)) == [first.path, second.path, third.path])
    #expect(commit.changes.allSatisfy { $0.action == .deleted && $0.previous != nil })
    #expect(try await store.entities(of: "parcel", within: nil).entities.map(\.path) == [other.path])
    // Deep chains need no stack.
    var last = other
    for number in 0..<2000 { last = try await parcel("\(number)", after: last) }
    _ = try await entities.delete(other.key, context)
    #expect(try await store.entities(of: "parcel", within: nil).entities.isEmpty)
  }

  /// Whatever happens in whatever order, no two have one value and nothing refers to nothing.
  @Test(arguments: 1...4) func holdsUnderManyChanges(seed: Int) async throws {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    var refused: Set<ErrorCode> = []
    for _ in 0..<600 {
      let (a, b) = ("mem_\(1 + random(30))", "mem_\(1 + random(30))")
      let name = random(8)
      let parcels = try await store.entities(of: "parcel", within: nil).entities
      let parcel = parcels.isEmpty ? nil : Key<Parcel>(parcels[random(parcels.count)].path)
      do {
        switch random(7) {
        case 0:
          _ = try await member(EmailAddress(rawValue: "e\(random(20))@x.org")!, handle: name < 4 ? "h\(name)" : nil)
        case 1: _ = try await entities.delete(Member.key(id: a), context)
        case 2:
          _ = try await entities.modify(Member.key(id: a), context) {
            $0.handle = "h\(name)"
            $0.mentor = Ref(Member.key(id: b))
          }
        case 3:
          _ = try await entities.create(
            Parcel(
              sender: name < 2 ? Ref(Member.key(id: a)) : nil,
              watchers: [Ref(Member.key(id: a)), Ref(Member.key(id: b))],
              stops: [:], after: parcel.map { Ref($0) }), context)
        case 4: if let parcel { _ = try await entities.delete(parcel, context) }
        case 5:
          if let parcel {
            _ = try await entities.modify(parcel, context) { $0.stops = ["s": Ref(Member.key(id: b))] }
          }
        default: _ = try await entities.modify(Member.key(id: a), context) { $0.mentor = nil }
        }
      } catch let error as ConcordError {
        refused.insert(error.code)
      }
      try await expectConsistency()
    }
    #expect(refused.isSuperset(of: [.conflict, .notFound, .invalidInput]))
  }

  private func expectConsistency() async throws {
    let members = try await store.entities(of: "member", within: nil).entities.map {
      try JSON.decode(Member.self, from: $0.json)
    }
    let parcels = try await store.entities(of: "parcel", within: nil).entities.map {
      try JSON.decode(Parcel.self, from: $0.json)
    }
    let paths = Set(members.map(\.path)).union(parcels.map(\.path))
    #expect(Set(members.map(\.email)).count == members.count)
    #expect(Set(members.compactMap(\.handle)).count == members.compactMap(\.handle).count)
    #expect(Set(members.compactMap(\.mentor)).count == members.compactMap(\.mentor).count)
    for parcel in parcels {
      let named = [parcel.sender?.path, parcel.after?.path].compactMap { $0 } + parcel.watchers.map(\.path)
      #expect(paths.isSuperset(of: named + parcel.stops.values.map(\.path)))
    }
    #expect(paths.isSuperset(of: members.compactMap { $0.mentor?.path }))
  }
}

/// Publishes to nobody.
private struct Silence: EventPublisher {
  func publish<Payload: JSONCodable>(
    _ event: PushedEvent<Payload>, _ payload: Payload, about path: EntityPath?, cause: MessageID?, except: ConnectionID?
  ) {}
}

extension RequestContext {
  /// The context of a request that nobody sent.
  fileprivate static func inside(_ entities: StoredEntities) -> RequestContext {
    RequestContext(
      connection: nil, messageID: .text("m"), topic: "test:act", kind: .custom, principal: .developer,
      entities: entities, publisher: Silence())
  }
}
