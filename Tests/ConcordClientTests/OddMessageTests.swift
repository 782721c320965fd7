import ConcordClient
import ConcordCore
import ConcordTransport
import SampleContracts
import Synchronization
import Testing

/// What a server should not send, over a real socket.
@Suite struct OddMessageTests {
  @Test func oddMessagesBreakNothing() async throws {
    let log = Log()
    var options = ClientOptions()
    options.onDiagnostic = { log.add("\($0.kind) \($0.topic ?? "-")") }
    try await withClient(options: options, answer: { [$0.success(#"{"name":"acme"}"#, revision: 7)] }) { client, peer in
      peer.push(
        "", "hello", "[]", "{", #"{"messageId":"1"}"#, #"{"messageId":"1","topic":"x:y","type":"what"}"#,
        #"{"messageId":"1","topic":"x:y","type":"request","payload":{}}"#,
        #"{"messageId":"1","topic":"x:y","type":"success","payload":{}}"#,
        #"{"messageId":"1","topic":"x:y","type":"error"}"#, event("moon:created", "{}"),
        #"{"messageId":"1","topic":"tenant:created","type":"event"}"#,
        event("tenant:created", #"{"name":7}"#, revision: 1),
        event("tenant:deleted", #"{"key":"tenant"}"#), event("account:deleted", #"{"key":"/account/prod"}"#),
        event("concord:hello", "7"), event("concord:later", "{}"), event("service:restarted", "{}"))
      let tenant = try await client.tenant.create(acme)
      #expect(encode(tenant) == encode(acme) && client.status.connection == .connected)
      #expect(
        log.lines == [
          "malformed -", "malformed -", "malformed -", "malformed -", "malformed -", "malformed x:y",
          "unexpectedType x:y",
          "unknownTopic moon:created", "malformed tenant:created", "malformed tenant:created",
          "malformed tenant:deleted",
          "refusedDeletion account:deleted", "malformed concord:hello", "malformed service:restarted",
        ])
      let counters = client.status.counters
      #expect(counters.lateReplies == 2 && counters.unknownTopics == 1 && counters.refusedDeletions == 1)
    }
  }

  @Test func repliesThatCannotBeReadFailTheirCallAtOnce() async throws {
    try await withClient { request in
      switch request["name"]?.string {
      case "type": [request.success(#"{"name":7}"#)]
      case "payload": [#"{"messageId":"\#(request.head.id)","topic":"\#(request.topic)","type":"success"}"#]
      default: [#"{"messageId":"\#(request.head.id)","topic":"\#(request.topic)","type":"success","payload":"#]
      }
    } _: { client, _ in
      for name in ["type", "payload", "syntax"] {
        let error = await failure(try await client.tenant.create(Tenant(name: name)))
        #expect(error?.code == .invalidReply, "\(name)")
      }
      #expect(client.status.connection == .connected && client.status.counters.malformed == 3)
    }
  }
}
