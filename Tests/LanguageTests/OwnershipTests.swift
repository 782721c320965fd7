import ConcordClient
import ConcordCore
import ConcordEntities
import ConcordServer
import LanguageContracts
import Testing

/// `access: { owner: … }` over real sockets, with clients who are signed in as different people.
@Suite struct OwnershipTests {
  private func parcel(_ label: String) -> Parcel { Parcel(label: label, watchers: [], stops: [:]) }

  /// Nothing more of what happened before is on its way to a client: it asks, and is answered after all of it. Events of
  /// another loop may take a moment longer, so the caller's own connection is not enough: every commit reaches all loops
  /// before its reply.
  private func settle(_ client: ConcordClient, _ post: Post) async throws {
    // A public change that everybody hears of, after everything that was to be heard.
    let marker = try await post.entities.create(
      Member(email: EmailAddress(rawValue: "\(UUIDv7.next())@x.org")!), Self.context(post))
    try await eventually("the marker") { client.tree[marker.key] != nil }
  }

  private static func context(_ post: Post) -> RequestContext {
    struct Silence: EventPublisher {
      func publish<Payload: JSONCodable>(
        _ event: PushedEvent<Payload>, _ payload: Payload, about path: EntityPath?, cause: MessageID?,
        except: ConnectionID?
      ) {}
    }
    return RequestContext(
      connection: nil, messageID: .make(), topic: "test:act", kind: .custom, principal: .developer,
      entities: post.entities, publisher: Silence())
  }

  @Test func whatIsNotYoursDoesNotExist() async throws {
    try await Post.run { post in
      let ada = try await post.client("ada@acme")
      let bob = try await post.client("bob@bolt")
      let mine = try await ada.parcel.create(parcel("mine"))
      #expect(mine.customerId == "acme", "a readonly owner is set by the server")
      #expect(try await ada.parcel.get(mine.key).number == mine.number)

      let nowhere = Parcel.key(id: "par_nowhere")
      for key in [mine.key, nowhere] {
        var patch = Patch<Parcel>(key)
        patch.label = "stolen"
        let errors = [
          await failure(try await bob.parcel.get(key)), await failure(try await bob.parcel.update(patch)),
          await failure(try await bob.parcel.delete(key)),
          await failure(try await bob.parcel.send(ParcelSendInput(id: key.name, to: "me"))),
        ]
        for error in errors { #expect(error == ConcordError(.notFound, "\(key) does not exist")) }
      }
      #expect(try await ada.parcel.get(mine.key).label == "mine")
      var patch = Patch(mine.key)
      patch.label = "changed"
      #expect(try await ada.parcel.update(patch).label == "changed")
      #expect(try await ada.parcel.send(ParcelSendInput(id: mine.id, to: "town")).label == "town")
      _ = try await ada.parcel.delete(mine.key)
      #expect(await failure(try await ada.parcel.get(mine.key))?.code == .notFound)

      // Who has no such attribute owns nothing; the developer sees all.
      let stray = try await post.client("stray")
      let other = try await ada.parcel.create(parcel("other"))
      #expect(await failure(try await stray.parcel.create(parcel("x")))?.code == .forbidden)
      #expect(await failure(try await stray.parcel.get(other.key))?.code == .notFound)
      #expect(try await stray.parcel.list(ListQuery<Parcel>()).total == 0)
      let developer = try await post.client("dev")
      #expect(try await developer.parcel.get(other.key).label == "other")
    }
  }

  @Test func listsHoldOnesOwn() async throws {
    try await Post.run { post in
      let ada = try await post.client("ada@acme")
      let bob = try await post.client("bob@bolt")
      for label in ["a", "c", "e"] {
        _ = try await ada.parcel.create(parcel(label))
        _ = try await bob.parcel.create(parcel(label + "2"))
      }
      var query = ListQuery<Parcel>()
      query.sort(by: \.label)
      let first = try await ada.parcel.list(query)
      #expect(first.items.map(\.label) == ["a", "c"] && first.total == 3 && first.pageSize == 2)
      query.page = 2
      #expect(try await ada.parcel.list(query).items.map(\.label) == ["e"])
      query.filter(\.label, "c2")
      query.page = 1
      #expect(try await ada.parcel.list(query).total == 0)
      #expect(try await bob.parcel.list(query).total == 1)
      try await bob.loadAll()  // memos are not for Bob
      #expect(bob.tree.roots(Parcel.self).count == 3)
      #expect(try await post.client("dev").parcel.list(ListQuery<Parcel>()).total == 6)
    }
  }

  @Test func onlyOwnersHearOfChanges() async throws {
    try await Post.run { post in
      let (ada, ann) = (try await post.client("ada@acme"), try await post.client("ann@acme"))
      let (bob, stray) = (try await post.client("bob@bolt"), try await post.client("stray"))
      let developer = try await post.client("dev")
      let journals = [ann, bob, stray, developer].map(Journal.ofParcels)
      let mine = try await ada.parcel.create(parcel("mine"))
      var patch = Patch(mine.key)
      patch.label = "changed"
      _ = try await ada.parcel.update(patch)
      _ = try await ada.parcel.send(ParcelSendInput(id: mine.id, to: "town"))
      try await eventually("logged") { journals[0].lines.contains("logged to town") }
      try await eventually("logged") { journals[3].lines.contains("logged to town") }
      _ = try await ada.parcel.delete(mine.key)
      for client in [ann, bob, stray, developer] { try await settle(client, post) }
      let all = ["created mine", "updated changed", "updated town", "logged to town", "deleted"]
      #expect(journals[0].lines == all && journals[3].lines == all)
      #expect(journals[1].lines == [] && journals[2].lines == [])
      #expect(bob.tree.roots(Parcel.self).isEmpty)
    }
  }

  @Test func anotherOwnerSeesItComeAndTheOldOneSeesItGo() async throws {
    try await Post.run { post in
      let (ada, bob) = (try await post.client("ada@acme"), try await post.client("bob@bolt"))
      let developer = try await post.client("dev")
      let mine = try await ada.parcel.create(parcel("mine"))
      for client in [ada, bob, developer] { try await settle(client, post) }
      let journals = [ada, bob, developer].map(Journal.ofParcels)
      // A clerk may hand over what is not the clerk's, and hears nothing of it.
      let clerk = try await post.client("cleo@post:clerk")
      let silence = Journal.ofParcels(clerk)
      #expect(await failure(try await ada.parcel.hand(ParcelHandInput(id: mine.id, to: "bolt")))?.code == .forbidden)
      _ = try await clerk.parcel.hand(ParcelHandInput(id: mine.id, to: "bolt"))
      for client in [ada, bob, developer, clerk] { try await settle(client, post) }
      #expect(journals[0].lines == ["deleted"])
      #expect(journals[1].lines == ["created mine"])
      #expect(journals[2].lines == ["updated mine"])
      #expect(silence.lines == [])
      #expect(ada.tree[mine.key] == nil && bob.tree[mine.key]?.customerId == "bolt")
      #expect(await failure(try await ada.parcel.get(mine.key))?.code == .notFound)
      #expect(try await bob.parcel.get(mine.key).customerId == "bolt")
    }
  }

  /// The connection that gives something away has a reply that shows it, and must not keep it.
  @Test func whoGivesAwayDoesNotKeepIt() async throws {
    try await Post.run { post in
      let ada = try await post.client("ada@acme:clerk")
      let mine = try await ada.parcel.create(parcel("mine"))
      _ = try await ada.parcel.hand(ParcelHandInput(id: mine.id, to: "bolt"))
      try await eventually("gone") { ada.tree[mine.key] == nil }
    }
  }

  @Test func rolesAndOwnersGoTogether() async throws {
    try await Post.run { post in
      let (ada, cleo) = (try await post.client("ada:clerk"), try await post.client("cleo:clerk"))
      let eve = try await post.client("eve")
      let heard = Journal()
      let (adas, eves) = (Journal(), Journal())
      _ = ada.events.memo.subscribe.created { adas.add($0.text) }
      _ = cleo.events.memo.subscribe.updated { heard.add($0.text) }
      _ = eve.events.memo.subscribe.created { eves.add($0.text) }
      // A field that callers give has to be right already.
      let error = await failure(try await cleo.memo.create(Memo(author: "ada", text: "forged")))
      #expect(error?.code == .forbidden && error?.field == "author")
      let memo = try await cleo.memo.create(Memo(author: "cleo", text: "own"))
      let secret = try await eve.memo.create(Memo(author: "eve", text: "eve's"))
      #expect(await failure(try await eve.memo.list(ListQuery<Memo>()))?.code == .forbidden)
      #expect(try await cleo.memo.list(ListQuery<Memo>()).items.map(\.number) == [memo.number])
      // `update` asks for the role alone; whoever changes it, the author hears of it.
      var patch = Patch(memo.key)
      patch.text = "corrected"
      _ = try await ada.memo.update(patch)
      try await eventually("heard") { heard.lines == ["corrected"] }
      // Without the role nothing is heard, not even of one's own.
      patch = Patch(secret.key)
      patch.text = "seen"
      _ = try await ada.memo.update(patch)
      for client in [ada, eve] { try await settle(client, post) }
      #expect(adas.lines == [] && eves.lines == ["eve's"])
      #expect(eve.tree[secret.key]?.text == "eve's")
    }
  }

  /// Else one could keep what is another's from being deleted, and learn that it is there.
  @Test func whatOneMayNotReadOneCannotReferTo() async throws {
    try await Post.run { post in
      let (ada, bob) = (try await post.client("ada@acme"), try await post.client("bob@bolt"))
      let theirs = try await bob.parcel.create(parcel("theirs"))
      let nowhere = Parcel.key(id: "par_nowhere")
      var mine = parcel("mine")
      for key in [theirs.key, nowhere] {
        mine.after = Ref(key)
        let error = await failure(try await ada.parcel.create(mine))
        #expect(error == ConcordError(.invalidInput, "after: \(key) does not exist", field: "after"))
      }
      mine.after = nil
      mine = try await ada.parcel.create(mine)
      var patch = Patch(mine.key)
      patch.after = Ref(theirs)
      #expect(await failure(try await ada.parcel.update(patch))?.field == "after")
      patch.after = Ref(mine)
      #expect(try await ada.parcel.update(patch).after == Ref(mine))
      // What was right when it was written stays, whoever owns it now.
      let next = try await ada.parcel.create(Parcel(label: "next", watchers: [], stops: [:], after: Ref(mine)))
      _ = try await post.client("cleo:clerk").parcel.hand(ParcelHandInput(id: mine.id, to: "bolt"))
      patch = Patch(next.key)
      patch.label = "still"
      #expect(try await ada.parcel.update(patch).after == Ref(mine))
    }
  }

  @Test func aHandlersListIsLookedThrough() async throws {
    struct Careless: ParcelHandler {
      let office = Office()
      func list(_ query: ListQuery<Parcel>, _ context: RequestContext) async throws -> Page<Parcel> {
        let mine = Parcel(id: "1", customerId: "acme", watchers: [], stops: [:])
        var other = mine
        other.customerId = query.page == 1 ? "bolt" : "acme"
        return Page(items: [mine, other], page: 1, pageSize: 2, total: 2)
      }
      func send(_ input: ParcelSendInput, _ context: RequestContext) async throws -> Parcel {
        try await office.send(input, context)
      }
      func hand(_ input: ParcelHandInput, _ context: RequestContext) async throws -> Parcel {
        try await office.hand(input, context)
      }
    }
    try await Post.run(handler: Careless()) { post in
      let ada = try await post.client("ada@acme")
      #expect(await failure(try await ada.parcel.list(ListQuery<Parcel>()))?.code == .internalError)
      #expect(try await ada.parcel.list(ListQuery<Parcel>(page: 2)).items.count == 2)
      #expect(try await post.client("dev").parcel.list(ListQuery<Parcel>()).items.count == 2)
    }
  }

  @Test func whatAValueNames() throws {
    let key = Parcel.key(id: "p 1")
    let entity = Parcel(id: "p 1", watchers: [], stops: [:])
    #expect(EntityPath(namedBy: key, Parcel.self) == key.path)
    #expect(EntityPath(namedBy: Patch(key), Parcel.self) == key.path)
    #expect(EntityPath(namedBy: entity, Parcel.self) == key.path)
    #expect(EntityPath(namedBy: ParcelSendInput(id: "p 1", to: ""), Parcel.self) == key.path)
    #expect(
      EntityPath(namedBy: SlotInput.json(#"{"machine":"m","number":2}"#), Slot.self) == EntityPath("/machine/m/slot/2"))
    #expect(EntityPath(namedBy: SlotInput.json(#"{"number":2}"#), Slot.self) == nil, "an ancestor is missing")
    #expect(EntityPath(namedBy: SlotInput.json("[2]"), Slot.self) == nil)
    #expect(EntityPath(namedBy: key, Member.self) == nil, "another kind")
    // What is to be created has no key yet.
    #expect(EntityPath(namedBy: Parcel(watchers: [], stops: [:]), Parcel.self) == nil)
    #expect(EntityPath(namedBy: Memo(author: "a", text: ""), Memo.self) == nil)
    #expect(EntityPath(namedBy: Memo(number: 1, author: "a", text: ""), Memo.self) == EntityPath("/memo/1"))
  }

  private enum SlotInput {
    static func json(_ text: String) -> JSONValue { (try? JSON.decode(JSONValue.self, from: text)) ?? .null }
  }

  @Test func whoseAnEntityIs() {
    let json = Array(#"{"a":[{"owner":"x"}],"owner":"ada","n":7,"big":"70","none":null}"#.utf8)
    func rule(_ field: String) -> OwnerRule { OwnerRule(field, principal: "key", of: Memo.self) }
    func owns(_ field: String, _ value: String) -> Bool? {
      rule(field).ownership(of: Principal(name: "n", attributes: ["key": value]))?.holds(for: json)
    }
    #expect(owns("owner", "ada") == true && owns("owner", "x") == false && owns("owner", "ad") == false)
    #expect(owns("n", "7") == true && owns("n", "70") == false && owns("big", "70") == true)
    #expect(owns("none", "null") == false && owns("none", "") == false && owns("missing", "") == false)
    #expect(rule("owner").ownership(of: .developer) == nil, "a developer is asked nothing")
    #expect(rule("owner").ownership(of: Principal(name: "ada"))?.holds(for: json) == false)
    #expect(Principal(name: "ada", attributes: ["name": "bob", "empty": ""]).attribute("name") == "ada")
    #expect(Principal(name: "ada", attributes: ["empty": ""]).attribute("empty") == nil)
    let readers = ReaderRule(roles: ["clerk"], owner: OwnerRule("owner", principal: "name", of: Memo.self))
    #expect(readers.admits(Principal(name: "ada", roles: ["clerk"]), to: json))
    #expect(!readers.admits(Principal(name: "ada"), to: json))
    #expect(!readers.admits(Principal(name: "bob", roles: ["clerk"]), to: json))
    #expect(readers.admits(.developer, to: json))
  }

  @Test func whatDescriptorsSay() {
    let parcel = Parcel.descriptor
    #expect(parcel.subscription == SubscriptionDescriptor(by: .key, snapshot: true))
    #expect(parcel.readers?.owner?.field == "customerId" && parcel.readers?.roles == [])
    #expect(Memo.descriptor.subscription?.scope == .kind)
    #expect(Memo.descriptor.readers?.roles == ["clerk"], "events follow `list` where there is no `get`")
    #expect(Member.descriptor.readers == nil && Member.descriptor.subscription == nil)
  }
}
