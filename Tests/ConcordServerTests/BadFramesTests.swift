import ConcordCore
import TestContracts
import Testing

@Suite struct BadFramesTests {
  /// Whatever a client sends, it is answered, it may go on, and nobody else notices.
  @Test func everyBadFrameIsAnsweredAndTheConnectionLives() async throws {
    try await TestServer.run { test in
      let client = try await test.connect()
      let other = try await test.connect()
      let cases: [(frame: String, code: ErrorCode, id: String?, topic: String?)] = [
        ("", .malformed, nil, nil),
        ("nonsense", .malformed, nil, nil),
        ("[]", .malformed, nil, nil),
        ("{}", .malformed, nil, nil),
        (
          #"{"messageId":"m1","topic":"tenant:get_tenant","type":"request","payload":{"name":}}"#, .malformed, "m1",
          "tenant:get_tenant"
        ),
        (#"{"messageId":"m2","topic":"tenant:get_tenant","type":"request"} x"#, .malformed, "m2", "tenant:get_tenant"),
        (#"{"messageId":"m3","type":"request"}"#, .malformed, "m3", nil),
        (#"{"topic":"tenant:get_tenant","type":"request"}"#, .malformed, nil, "tenant:get_tenant"),
        (#"{"messageId":7,"topic":"tenant:get_tenant","type":"request"}"#, .malformed, nil, nil),
        (#"{"messageId":"m4","messageId":"m5","topic":"t:t","type":"request"}"#, .malformed, "m4", nil),
        (#"{"messageId":"m6","topic":"tenant:get_tenant","type":"success"}"#, .wrongType, "m6", "tenant:get_tenant"),
        (#"{"messageId":"m7","topic":"tenant:get_tenant","type":"question"}"#, .wrongType, "m7", "tenant:get_tenant"),
        (#"{"messageId":"m8","topic":"tenant:get_tenat","type":"request"}"#, .unknownTopic, "m8", "tenant:get_tenat"),
        (#"{"messageId":"m9","topic":"concord:subscribe","type":"request"}"#, .invalidInput, "m9", "concord:subscribe"),
        (#"{"messageId":"m9","topic":"concord:hullo","type":"request"}"#, .unknownTopic, "m9", "concord:hullo"),
        (
          #"{"messageId":"m10","topic":"tenant:get_tenant","type":"request"}"#, .invalidInput, "m10",
          "tenant:get_tenant"
        ),
      ]
      for (frame, code, id, topic) in cases {
        let before = client.received.count
        client.send(frame)
        let reply = try await wait(for: "answer to \(frame)") {
          client.received.count > before ? client.received.last : nil
        }
        #expect(reply.head.kind == .error, "\(frame)")
        #expect(reply.head.error?.code == code, "\(frame): \(reply.head.error?.description ?? "")")
        if let id { #expect(reply.head.id.description == id, "\(frame)") }
        if let topic { #expect(reply.head.topic == topic, "\(frame)") }
      }
      client.sendBinary([1, 2, 3])
      let binary = try await client.first("answer to binary") { $0.head.error?.message.contains("binary") == true }
      #expect(binary.head.error?.code == .malformed)
      #expect(try await client.call("tenant:create_tenant", #"{"name":"a","title":"A"}"#).head.kind == .success)
      #expect(client.closeCode == nil)
      #expect(try await other.events(count: 1).map(\.head.topic) == ["tenant:created"])
      #expect(other.received.count == 2)
    }
  }

  @Test func unknownTopicNamesTheNearest() async throws {
    try await TestServer.run { test in
      let client = try await test.connect()
      let near = try await client.call("tenant:creat_tenant")
      #expect(near.head.error?.message.contains("did you mean 'tenant:create_tenant'?") == true)
      let far = try await client.call("weather:today")
      #expect(far.head.error?.message.contains("did you mean") == false)
      let long = try await client.call(String(repeating: "x", count: 5000))
      #expect((long.head.error?.message.utf8.count ?? 0) < 300)
    }
  }

  @Test func anOversizedMessageEndsOnlyItsConnection() async throws {
    try await TestServer.run(limits: { $0.messageBytes = 1000 }) { test in
      let client = try await test.connect()
      let other = try await test.connect()
      client.start("tenant:create_tenant", #"{"name":"a","title":"\#(String(repeating: "x", count: 2000))"}"#)
      #expect(try await client.closed() == 1009)
      #expect(try await other.call("tenant:get_tenants").payload?["total"] == 0)
    }
  }

  @Test func oddIdsAreEchoedAsTheyCame() async throws {
    try await TestServer.run { test in
      let client = try await test.connect()
      for id in ["1", "order 7", "0190A0B0-0000-7000-8000-000000000000", String(repeating: "i", count: 128)] {
        client.start("tenant:get_tenants", id: id)
        #expect(try await client.reply(to: id).head.kind == .success)
      }
    }
  }
}
