import ConcordClient
import ConcordCore
import ConcordEntities
import ConcordServer
import ConcordTransport
import LanguageContracts
import Synchronization
import Testing

/// What a server tells its audit log, and what can be made of it.
@Suite struct AuditTests {
  private static func masked<Value: JSONCodable>(_ value: Value) -> String {
    String(decoding: maskedJSON(of: value) ?? [], as: UTF8.self)
  }

  private static func text(_ record: AuditRecord) -> String { String(decoding: encode(record), as: UTF8.self) }

  @Test func typesMaskTheirSecrets() throws {
    #expect(
      Self.masked(SecretTests.vault) == #"{"name":"v","word":"****","pin":"****","keys":"****","inner":"****"}"#)
    var patch = Patch(Vault.key(name: "v"))
    patch.word = "sesame"
    patch.pin = .some(Secret(1234))
    patch.clear(\.inner)
    #expect(Self.masked(patch) == #"{"name":"v","word":"****","pin":"****","inner":null}"#)
    #expect(JSON.text(SecretTests.vault).contains("sesame"), "only where it is asked for")
    let stored = encode(SecretTests.vault)
    #expect(maskedJSON(stored, as: Vault.self) == Array(Self.masked(SecretTests.vault).utf8))
    #expect(maskedJSON(Array(#"{"word":"sesame"}"#.utf8), as: Vault.self) == nil, "what is no vault is not kept")
  }

  @Test func masksAreReadBack() throws {
    let vault = try JSON.decode(Vault.self, from: Self.masked(SecretTests.vault))
    #expect(vault.name == "v" && vault.word.value == "****" && vault.pin?.value == 0 && vault.keys.value == [])
  }

  @Test func keepsRequestsChangesAndConnectionsWithoutSecrets() async throws {
    let audit = MemoryAuditLog()
    try await Served.run(audit: audit) { served in
      _ = try await served.client.vault.create(SecretTests.vault)
      var patch = Patch(Vault.key(name: "v"))
      patch.word = "sesames"
      _ = try await served.client.vault.update(patch)
      #expect(await failure(try await served.client.vault.get(Vault.key(name: "none")))?.code == .notFound)
    }
    let records = try await audit.page(AuditQuery()).records
    #expect(records.map(\.position) == Array(1...records.count))
    #expect(!records.contains { Self.text($0).contains("sesame") })
    let lines = records.map { record -> String in
      "\(record.kind) \(record.topic) \(record.entity?.description ?? "") \(record.error?.text ?? "")"
    }
    #expect(
      lines == [
        "connection concord:opened  ",
        "change vault:created /vault/v ",
        "request vault:create_vault /vault/v ",
        "change vault:updated /vault/v ",
        "request vault:update_vault /vault/v ",
        "request vault:get_vault /vault/none NOT_FOUND",
        "connection concord:closed  ",
      ])
    let (change, request) = (records[1], records[2])
    #expect(change.cause == request.message && change.offset == 1 && request.offset == 1)
    #expect(request.principal == "developer" && request.connection == change.connection)
    #expect(change.payload == maskedJSON(of: SecretTests.vault))
    #expect(request.payload == maskedJSON(of: SecretTests.vault))
    // By what a record is about.
    #expect(try await audit.page(AuditQuery(request: request.message)).records == [change, request])
    #expect(try await audit.page(AuditQuery(kinds: [.change], entity: EntityPath("/vault/v"))).records.count == 2)
    #expect(try await audit.page(AuditQuery(entity: EntityPath("/vault/none"))).records.count == 1)
    #expect(try await audit.page(AuditQuery(until: change.time)).records.allSatisfy { $0.time < change.time })
  }

  @Test func replayTellsABusWhatHappened() async throws {
    let audit = MemoryAuditLog()
    let (original, replayed) = (Told(), Told())
    try await Served.run(audit: audit) { served in
      original.listen(to: served.client.bus)
      _ = try await served.client.vault.create(SecretTests.vault)
      var patch = Patch(Vault.key(name: "v"))
      patch.pin = .some(Secret(1))
      _ = try await served.client.vault.update(patch)
      served.server.publish(ParcelEvents.table.logged, ParcelLoggedPayload(id: "par_1", line: "it rains"))
      for _ in 0..<30_000 where original.all.count < 3 { try await Task.sleep(for: .milliseconds(2)) }
    }
    let bus = InProcessEventBus()
    replayed.listen(to: bus)
    let player = AuditPlayer([LanguagePackage.self], bus)
    for try await record in audit.replay(AuditQuery(limit: 1)) { try player.play(record) }
    #expect(original.all == ["created v sesame", "updated v sesame", "logged it rains"])
    #expect(replayed.all == ["created v ****", "updated v ****", "logged it rains"])
  }

  /// What a bus told.
  final class Told: Sendable {
    private let texts = Mutex<[String]>([])
    var all: [String] { texts.withLock { $0 } }

    func listen(to bus: any EventBus) {
      let helper = EventHelper(bus)
      _ = helper.vault.subscribe.created { vault in self.add("created \(vault.name) \(vault.word.value)") }
      _ = helper.vault.subscribe.updated { vault in self.add("updated \(vault.name) \(vault.word.value)") }
      _ = helper.parcel.subscribe.logged { payload in self.add("logged \(payload.line)") }
    }

    private func add(_ text: String) { texts.withLock { $0.append(text) } }
  }
}
