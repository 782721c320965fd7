import ConcordClient
import ConcordCore
import ConcordTransport
import SampleContracts
import Synchronization
import Testing

/// Connections over a real socket.
@Suite struct ConnectTests {
  @Test func connectsOnceForOneToken() async throws {
    try await withClient(connected: false) { client, peer in
      #expect(client.status.connection == .idle)
      try await withThrowingTaskGroup { group in
        for _ in 0..<10 { group.addTask { try await client.connect(token: "t") } }
        try await group.waitForAll()
      }
      try await client.connect(token: "t")
      #expect(client.status.connection == .connected)
      #expect(peer.handshakes.count == 1)
      #expect(peer.handshakes.first?.target == "/api/v1/ws")
      #expect(peer.handshakes.first?.headers.contains("Authorization", token: "Bearer t") == true)
    }
  }

  @Test func anotherTokenReplacesTheConnection() async throws {
    try await withClient(connected: false) { client, peer in
      try await client.connect(token: "a")
      async let pending = failure(try await client.tenant.create(acme))
      try await eventually("sent") { peer.requests.count == 1 }
      try await client.connect(token: "b")
      #expect(await pending?.code == .connectionClosed)
      #expect(peer.handshakes.count == 2)
      try await eventually("the first is closed") { peer.closes == [1000] }
      #expect(client.status.connection == .connected)
    }
  }

  @Test func refusedConnections() async throws {
    try await withClient(connected: false) { client, peer in
      await expectFailure(.unauthenticated, try await client.connect(token: "bad"))
      guard case .closed(1006, _) = client.status.connection else {
        Issue.record("\(client.status.connection)")
        return
      }
      try await client.connect(token: "good")
      #expect(client.status.connection == .connected)
    }
    let nobody = ConcordClient(
      url: "ws://127.0.0.1:1/", packages: [], transport: TransportClient(group: try EventLoopGroup(count: 1)))
    await expectFailure(.connectionClosed, try await nobody.connect())
  }

  @Test func closeRejectsWhatIsPending() async throws {
    try await withClient { client, peer in
      async let create = failure(try await client.tenant.create(acme))
      // Idempotent or not, nothing is repeated after an explicit close.
      async let get = failure(try await client.tenant.get(acme.key))
      try await eventually("sent") { client.status.pendingCount == 2 && peer.requests.count == 2 }
      client.close()
      #expect(await create == ConcordError(.connectionClosed, "Connection closed"))
      #expect(await get == ConcordError(.connectionClosed, "Connection closed"))
      #expect(client.status.connection == .closed(code: 1000, reason: "Connection closed"))
      await expectFailure(.connectionClosed, try await client.tenant.create(acme))
      try await eventually("the peer sees it") { peer.closes == [1000] }
      try await client.connect()
      #expect(client.status.connection == .connected)
    }
  }

  @Test func theServersCloseRejectsWhatIsPending() async throws {
    var options = ClientOptions()
    options.reconnect.maxAttempts = 0
    try await withClient(options: options) { client, peer in
      async let create = failure(try await client.tenant.create(acme))
      try await eventually("sent") { peer.requests.count == 1 }
      peer.hangUp(code: 1001)
      #expect(await create?.code == .connectionClosed)
      #expect(client.status.connection == .closed(code: 1001, reason: "bye"))
      #expect(client.status.pendingCount == 0)
    }
  }

  @Test func helloIsRead() async throws {
    let hello = ServerHello(contracts: ["sample": "else"], epoch: "e1", offset: 3, ping: 20)
    let log = Log()
    var options = ClientOptions()
    options.onDiagnostic = { log.add("\($0.kind)") }
    try await withClient(greeting: event("concord:hello", json(hello)), options: options) { client, _ in
      try await eventually("read") { client.status.server == hello }
      #expect(client.status.contractMismatches == ["sample"])
      #expect(log.lines == ["contractMismatch"])
    }
  }
}
