import ConcordCore
import ConcordServer
import Testing

/// `wire.md`, "Packet dialect", byte for byte over a socket.
@Suite struct TranscriptTests {
  @Test func theTranscript() async throws {
    try await PacketServer.run(register: { server in
      server.register(
        Operation<Probe, Probe>("probe:get_probes", kind: .get, http: HTTPRoute(.get, "/deployments")).forAnyone
      ) {
        probe, _ in
        if probe.number > 1 { throw ConcordError(.notFound, "there is no page \(probe.number)") }
        return probe
      }
    }) { test in
      let client = try await test.connect()
      client.send(#"_:["_b",{"i":1,"m":"get","p":"/deployments","q":{"number":1},"b":null,"h":{}}]"#)
      _ = try await client.received(count: 2)
      client.send(#"_:["_b",{"i":2,"m":"get","p":"/deployments","q":{"number":2},"b":null,"h":{}}]"#)
      #expect(
        try await client.received(count: 3) == [
          #"_:["_a",null]"#,
          #"_:["_c",{"i":1,"c":0,"d":{"number":1}}]"#,
          #"_:["_c",{"i":2,"c":404,"m":"there is no page 2","e":"NOT_FOUND"}]"#,
        ])
    }
  }

  /// What is no packet, and what nobody waits for, is not answered; what is almost one is, without a number.
  @Test func framesThatAreNoActions() async throws {
    try await PacketServer.run { test in
      let client = try await test.connect("/ws", ["X-Name": "ada"])
      for text in ["hello", "", #"_:["unheard",{"a":1}]"#, #"_:["_a",null]"#, #"_:["_c",{"i":1,"c":0}]"#] {
        client.send(text)
      }
      client.sendBinary([0, 1, 2])
      try await client.settle()
      #expect(client.received.count == 2)
      for text in ["_:", "_:{}", #"_:["one"]"#, #"_:["a",1,2]"#, #"_:["_b",{"m":"get"}]"#] { client.send(text) }
      let frames = try await client.received(count: 7)
      for frame in frames.dropFirst(2) {
        #expect(frame.hasPrefix(#"_:["_c",{"c":400,"m":""#) && frame.hasSuffix(#","e":"MALFORMED"}]"#), "\(frame)")
      }
    }
  }

  @Test func theServersMessagesStandBeside() async throws {
    try await PacketServer.run { test in
      let client = try await TestClient.connect(test.port, path: "/ws/messages", on: test.clients)
      _ = try await client.first("hello") { $0.head.topic == ReservedTopics.hello }
      #expect(try await test.status("/ws/a//b") == 404)
      #expect(try await test.status("/wsx") == 404)
      for path in ["/ws", "/ws/", "/ws/anything", "/ws/any/thing"] {
        #expect(try await test.status(path) == 101, "\(path)")
      }
    }
  }
}
