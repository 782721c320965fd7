import ConcordCore
import ConcordProtocols
import TestContracts
import Testing

@testable import ConcordServer

@Suite struct FrontDoorTests {
  @Test func addresses() async throws {
    try await TestServer.run { test in
      for (path, status) in [("/health", 200), ("/nowhere", 404), ("/api/v1/ws", 426)] {
        let answered = try await test.get(path)
        #expect(answered == status, "\(path)")
      }
    }
  }

  @Test func whoIsNotAdmittedGets401() async throws {
    try await TestServer.run(admit: { request, peer in
      guard peer?.isLoopback == true else { return nil }
      return request.headers["Authorization"].map { Principal(name: $0) }
    }) { test in
      await #expect(throws: WebSocketHandshakeError.self) { _ = try await test.connect() }
      let client = try await test.connect(headers: ["Authorization": "ada"])
      #expect(try await client.call("tenant:get_tenants").head.kind == .success)
    }
  }

  @Test func whoHasNoNameIsAskedToSignInAndHearsNothing() async throws {
    try await TestServer.run(admit: { request, _ in
      request.headers["Authorization"] == nil ? .anonymous : .developer
    }) { test in
      let stranger = try await test.connect()
      let client = try await test.connect(headers: ["Authorization": "ada"])
      #expect(try await stranger.call("tenant:get_tenants").head.error?.code == .unauthenticated)
      _ = try await client.call("tenant:create_tenant", #"{"name":"a","title":"A"}"#)
      try await stranger.settle()
      #expect(stranger.events.isEmpty)
    }
  }

  @Test func helloTellsWhatIsServed() async throws {
    try await TestServer.run(limits: { $0.inFlight = 7 }) { test in
      let first = try await test.connect()
      _ = try await first.call("tenant:create_tenant", #"{"name":"a","title":"A"}"#)
      let client = try await test.connect()
      let hello = try await client.first("hello") { $0.head.topic == ReservedTopics.hello }
      #expect(hello.head.kind == .event)
      #expect(hello.payload?["contracts"] == ["test": .string(TestPackage.digest)])
      #expect(hello.payload?["epoch"]?.string == test.store.epoch)
      #expect(hello.payload?["offset"] == 1)
      #expect(hello.payload?["limits"] == ["messageBytes": 65536, "inFlight": 7])
      #expect(hello.payload?["ping"] == 20)
    }
  }

  @Test func origins() {
    let rule = OriginRule(allowed: ["https://console.example.com"], isSecure: false)
    #expect(rule.admits(["Host": "a:80"]))
    #expect(!rule.admits(["Host": "a:80", "Cookie": "s=1"]))
    #expect(rule.admits(["Host": "a:80", "Origin": "http://a:80", "Cookie": "s=1"]))
    #expect(rule.admits(["Host": "a:80", "Origin": "https://console.example.com"]))
    #expect(!rule.admits(["Host": "a:80", "Origin": "https://evil.example.com"]))
    #expect(!rule.admits(["Host": "a:80", "Origin": "null"]))
    #expect(!rule.admits(["Host": "a:80", "Origin": "file://a:80"]))
    // TLS may end at a proxy; where it ends here, a page without it is not this server's.
    #expect(rule.admits(["Host": "a", "Origin": "https://a"]))
    let secure = OriginRule(allowed: [], isSecure: true)
    #expect(secure.admits(["Host": "a", "Origin": "https://a"]))
    #expect(!secure.admits(["Host": "a", "Origin": "http://a"]))
  }

  /// A page whose name resolves to this machine (DNS rebinding) is of its own origin, and still not of this machine.
  @Test func metricsAreNotForPagesOfOtherNames() async throws {
    try await TestServer.run(admit: { _, _ in .anonymous }) { test in
      for (host, status) in [
        ("127.0.0.1:\(test.port)", 200), ("localhost", 200), ("rebound.example:\(test.port)", 401),
        ("127.0.0.1.example", 401),
      ] {
        let answer = try await test.blocking { port in
          let wire = try HTTPWire(port)
          try wire.send(Array("GET /metrics HTTP/1.1\r\nHost: \(host)\r\n\r\n".utf8))
          return try wire.receive()
        }
        #expect(answer.status == status, "\(host)")
      }
    }
  }

  @Test func requestsOverHTTPAreUnderTheRateOfAConnection() async throws {
    try await TestServer.run(limits: { $0.rate = 2 }) { test in
      let statuses = try await test.blocking { port in
        let wire = try HTTPWire(port)
        // All at once: what a second brings back is less than these.
        let requests = (0..<40).flatMap { _ in wire.bytes("GET", "/nowhere", [], nil) }
        try wire.send(requests + wire.bytes("GET", "/health", [], nil))
        return try (0..<41).map { _ in try wire.receive().status }
      }
      #expect(statuses.prefix(2) == [404, 404])
      #expect(statuses.contains(503))
      #expect(statuses.last == 200, "who looks after the server is not counted")
      #expect(try await test.get("/nowhere") == 404, "another connection has its own")
    }
  }
}
