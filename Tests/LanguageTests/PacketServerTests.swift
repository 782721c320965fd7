import ConcordCore
import ConcordEntities
import ConcordServer
import ConcordTransport
import LanguageContracts
import Synchronization
import Testing

/// What is generated of a namespace, between a server and a socket.
@Suite struct PacketServerTests {
  @Test func bothDirectionsOfANamespace() async throws {
    let seen = Mutex<[Int]>([])
    let store = MemoryStore()
    let definition = ServerDefinition(name: "pages", namespaces: [.init("/ws", .packet, signIn: [.anonymous])])
    let server = ConcordServer(
      [LanguagePackage.self], store: store, entities: StoredEntities(store, entities: LanguagePackage.entities),
      options: ServerOptions(definition, loops: 2), log: Served.Quiet()
    ) { _, _ in .anonymous }
    server.on(\SsrhmrNamespace.seen) { payload, connection in
      #expect(connection.namespace == "/ssrhmr")
      seen.withLock { $0.append(payload.count) }
      // To the one that it came from.
      try server.ssrhmr.send(connection.id, \.changed, SsrhmrChangedPayload(file: "a.ts"))
    }
    let port = try await server.start()
    let group = try EventLoopGroup(count: 1)
    let page = Page()
    let socket = try await WebSocketClient.connect(
      "ws://127.0.0.1:\(port)/ws/ssrhmr", on: group.next(), handler: page)
    #expect(try await page.texts(1) == [#"_:["_a",null]"#])
    for count in [3, 0] {
      let packet = try SsrhmrNamespace.packet(\.seen, SsrhmrSeenPayload(count: count))
      group.loops[0].execute { socket.send(text: PacketDialect.frame(packet).span.bytes) }
    }
    // The rules of fields are kept: there is nothing to count in 0.
    let texts = try await page.texts(3)
    #expect(
      Set(texts.dropFirst()) == [
        #"_:["changed",{"file":"a.ts"}]"#, #"_:["_c",{"c":400,"m":"count: 0 is less than 1","e":"INVALID_INPUT"}]"#,
      ])
    try server.ssrhmr.broadcast(\.reload)
    #expect(try await page.texts(4).last == #"_:["reload",null]"#)
    #expect(seen.withLock { $0 } == [3])
    await server.stop()
    await group.shutdown()
  }
}

/// Keeps the texts that came.
private final class Page: WebSocketHandler, Sendable {
  private let received = Mutex<[String]>([])

  func opened(_ connection: WebSocketConnection) {}
  func closed(_ connection: WebSocketConnection, code: UInt16, reason: String) {}

  func received(_ message: borrowing WebSocketMessage, on connection: WebSocketConnection) {
    let text = message.bytes.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
    received.withLock { $0.append(text) }
  }

  /// Waits for so many, a minute at most.
  func texts(_ count: Int) async throws -> [String] {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end {
      let texts = received.withLock { $0 }
      if texts.count >= count { return texts }
      try await Task.sleep(for: .milliseconds(2))
    }
    return received.withLock { $0 }
  }
}
