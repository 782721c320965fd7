import ConcordCore
import ConcordEntities
import ConcordProtocols
import ConcordServer
import ConcordTransport
import TestContracts
import Testing

/// Who is behind a connection, and what happens to it when that ends or changes.
///
/// Sessions that end last 15 seconds: the machine may be busy, and a test that is late must still find its session.
@Suite struct SignInTests {
  private struct Lab {
    let table: TokenTable
    let port: Int
    let group: EventLoopGroup
    let server: ConcordServer

    func connect(_ path: String = "/api/v1/ws", _ headers: HTTPHeaders = HTTPHeaders()) async throws -> TestClient {
      let client = try await TestClient.connect(port, path: path, headers: headers, on: group)
      _ = try await client.first("hello") { $0.head.topic == "concord:hello" }
      return client
    }

    func connect(token: String) async throws -> TestClient {
      try await connect("/api/v1/ws", ["Authorization": "Bearer \(token)"])
    }

    /// The status of the answer to a handshake.
    func status(_ path: String, _ headers: String) async throws -> Int {
      try await group.next().offload {
        try plainRequest(
          port, path,
          headers: "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\(headers.isEmpty ? "" : headers + "\r\n")")
      }
    }
  }

  private static func run(
    _ namespaces: [ServerDefinition.Namespace]? = nil, limits: (inout ServerLimits) -> Void = { _ in },
    _ body: (Lab) async throws -> Void
  ) async throws {
    let store = MemoryStore()
    var options = ServerOptions(loops: 2)
    if let namespaces { options = ServerOptions(ServerDefinition(name: "lab", namespaces: namespaces), loops: 2) }
    limits(&options.limits)
    let table = TokenTable()
    let server = ConcordServer(
      [TestPackage.self], store: store, entities: StoredEntities(store, entities: TestPackage.entities),
      options: options, log: TestLog(), authenticator: table)
    server.register(Operation<Empty, Empty>("role:admins_only", roles: ["admin"])) { _, _ in Empty() }
    server.serveStored(TestPackage.entities)
    let port = try await server.start()
    let group = try EventLoopGroup(count: 1)
    let lab = Lab(table: table, port: port, group: group, server: server)
    do {
      try await body(lab)
    } catch {
      await server.stop()
      await group.shutdown()
      throw error
    }
    await server.stop()
    await group.shutdown()
  }

  @Test func aTokenOrACookieSaysWhoItIs() async throws {
    try await Self.run { lab in
      lab.table.begin(.bearer("t"), Principal(name: "ada"))
      lab.table.begin(.cookie("c"), Principal(name: "bob"))
      let origin = "http://127.0.0.1:\(lab.port)"
      let ada = try await lab.connect(token: "t")
      let bob = try await lab.connect("/api/v1/ws", ["Cookie": "x=1; session=c", "Origin": origin])
      #expect(try await ada.call("tenant:get_tenants").head.kind == .success)
      #expect(try await bob.call("tenant:get_tenants").head.kind == .success)
      // A token that is nobody's is told so; a browser sends an old cookie all the same.
      #expect(try await lab.status("/api/v1/ws", "Authorization: Bearer old") == 401)
      let stranger = try await lab.connect("/api/v1/ws", ["Cookie": "session=old", "Origin": origin])
      #expect(try await stranger.call("tenant:get_tenants").head.error?.code == .unauthenticated)
      // A page of another origin does not get in with the browser's cookie.
      #expect(try await lab.status("/api/v1/ws", "Cookie: session=c\r\nOrigin: https://evil.example") == 403)
    }
  }

  @Test func aNamespaceTakesOnlyItsOwnWays() async throws {
    let namespaces: [ServerDefinition.Namespace] = [
      .init("/tokens", .message, signIn: [.bearer]), .init("/cookies", .message, signIn: [.cookie]),
    ]
    try await Self.run(namespaces) { lab in
      lab.table.begin(.bearer("t"), Principal(name: "ada"))
      lab.table.begin(.cookie("c"), Principal(name: "bob"))
      let origin = "http://127.0.0.1:\(lab.port)"
      // A passport is good only where it is named.
      lab.table.begin(.passport("p"), Principal(name: "eve"))
      let cookie = "Cookie: session=c\r\nOrigin: \(origin)"
      var statuses: [Int] = []
      for (path, headers) in [
        ("/tokens", "Authorization: bearer t"), ("/tokens", cookie), ("/cookies", cookie),
        ("/cookies", "Authorization: Bearer t"), ("/tokens?x-vona-passport-code=p", ""),
      ] { statuses.append(try await lab.status(path, headers)) }
      #expect(statuses == [101, 401, 101, 401, 401])
    }
  }

  @Test func aSignInThatNobodyRenewsEnds() async throws {
    try await Self.run(limits: { $0.signInNotice = .seconds(13) }) { lab in
      lab.table.begin(.bearer("t"), Principal(name: "ada"), seconds: 15)
      let client = try await lab.connect(token: "t")
      let asked = try await client.first("question") { $0.head.topic == "concord:authenticate" }
      #expect(asked.head.kind == .event)
      #expect((1...15).contains(try #require(asked.payload?["seconds"]?.int)))
      let code = try await wait(for: "the end") { client.closeCode }
      #expect(code == WebSocketCloseCode.signInExpired)
      #expect(client.received.count { $0.head.topic == "concord:authenticate" } == 1)
    }
  }

  @Test func aFreshTokenKeepsTheConnection() async throws {
    try await Self.run(limits: { $0.signInNotice = .seconds(13) }) { lab in
      lab.table.begin(.bearer("t"), Principal(name: "ada"), seconds: 15)
      lab.table.begin(.bearer("eve"), Principal(name: "eve"))
      lab.table.begin(.bearer("fresh"), Principal(name: "ada", roles: ["admin"]))
      let client = try await lab.connect(token: "t")
      _ = try await client.first("question") { $0.head.topic == "concord:authenticate" && $0.head.kind == .event }
      func show(_ token: String) async throws -> ErrorCode? {
        try await client.call("concord:authenticate", #"{"token":"\#(token)"}"#).head.error?.code
      }
      #expect(try await show("nobody's") == .unauthenticated)
      #expect(try await show("eve") == .forbidden)
      #expect(try await client.call("role:admins_only").head.error?.code == .forbidden)
      #expect(try await show("fresh") == nil)
      #expect(try await client.call("role:admins_only").head.kind == .success)
      try await Task.sleep(for: .seconds(15))
      try await client.settle()
      #expect(client.closeCode == nil)
    }
  }

  @Test func aSessionThatWasRenewedElsewhereGoesOn() async throws {
    try await Self.run(limits: { $0.signInNotice = .seconds(13) }) { lab in
      let session = lab.table.begin(.bearer("t"), Principal(name: "ada"), seconds: 15)
      let client = try await lab.connect(token: "t")
      lab.table.begin(.bearer("t"), Principal(name: "ada"), id: session.id, seconds: 600)
      try await Task.sleep(for: .seconds(16))
      try await client.settle()
      #expect(client.closeCode == nil)
      #expect(!client.received.contains { $0.head.topic == "concord:authenticate" })
    }
  }

  @Test func theEndOfASessionEndsItsConnectionsAndNoOthers() async throws {
    try await Self.run { lab in
      let session = lab.table.begin(.bearer("t"), Principal(name: "ada"))
      lab.table.begin(.bearer("u"), Principal(name: "ada"))
      let first = try await lab.connect(token: "t")
      let second = try await lab.connect(token: "t")
      let other = try await lab.connect(token: "u")
      lab.table.tell(.ended(session.id))
      for client in [first, second] {
        #expect(try await wait(for: "the end") { client.closeCode } == WebSocketCloseCode.notSignedIn)
      }
      try await other.settle()
      #expect(other.closeCode == nil)
    }
  }

  @Test func changedRolesCountAtOnce() async throws {
    try await Self.run { lab in
      lab.table.begin(.bearer("t"), Principal(name: "ada"))
      let client = try await lab.connect(token: "t")
      #expect(try await client.call("role:admins_only").head.error?.code == .forbidden)
      lab.table.tell(.changed(Principal(name: "ada", roles: ["admin"])))
      _ = try await wait(for: "the role") {
        try await client.call("role:admins_only").head.kind == .success ? true : nil
      }
      lab.table.tell(.changed(Principal(name: "ada")))
      _ = try await wait(for: "its end") {
        try await client.call("role:admins_only").head.error?.code == .forbidden ? true : nil
      }
    }
  }
}
