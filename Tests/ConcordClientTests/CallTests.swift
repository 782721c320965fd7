import ConcordClient
import ConcordCore
import ConcordTransport
import SampleContracts
import Synchronization
import Testing

/// Calls over a real socket.
@Suite struct CallTests {
  @Test func aCallSendsADraftAndGetsTheReply() async throws {
    try await withClient { request in
      [
        request.success(
          #"{"tenant":"acme","name":"prod","provider":"AWS","status":"ACTIVE","size":3}"#, revision: 2, offset: 2)
      ]
    } _: { client, peer in
      let stored = try await client.account.create(Account(tenant: "acme", name: "prod", provider: .aws))
      #expect(stored.status == "ACTIVE")
      let request = try #require(peer.requests.first)
      #expect(request.topic == "account:create_account" && request.head.kind == .request)
      #expect(request.payload == #"{"tenant":"acme","name":"prod","provider":"AWS"}"#)
      guard case .uuid(let id) = request.head.id else {
        Issue.record("\(request.head.id) is no UUID")
        return
      }
      #expect(id.version == 7)
      #expect(client.status.orphanCount == 1 && client.status.pendingCount == 0)
    }
  }

  @Test func repliesInAnyOrderMeetTheirRequests() async throws {
    let waiting = Mutex<[Peer.Request]>([])
    try await withClient { request in
      waiting.withLock { waiting in
        waiting.append(request)
        guard waiting.count == 50 else { return [] }
        return waiting.reversed().map { $0.success(#"{"name":\#($0["name"] ?? .null)}"#) }
      }
    } _: { client, _ in
      try await withThrowingTaskGroup { group in
        for i in 0..<50 {
          group.addTask {
            let tenant = try await client.tenant.create(Tenant(name: "t\(i)"))
            #expect(tenant.name == "t\(i)")
          }
        }
        try await group.waitForAll()
      }
      #expect(client.status.counters.replies == 50 && client.status.counters.lateReplies == 0)
    }
  }

  @Test func errorsAreTyped() async throws {
    try await withClient {
      [$0.error("ALREADY_EXISTS", "acme exists")]
    } _: { client, _ in
      let error = await failure(try await client.tenant.create(acme))
      #expect(error == ConcordError(.alreadyExists, "acme exists"))
    }
  }

  /// A late reply is nobody's; what it says of an own change nobody else says.
  @Test func deadlineForgetsTheCallerOfALateReply() async throws {
    try await withClient { client, peer in
      let error = await failure(try await client.tenant.create(acme, timeout: .milliseconds(40)))
      #expect(error?.code == .timeout && client.status.pendingCount == 0)
      peer.push(try #require(peer.requests.first).success(#"{"name":"acme"}"#, revision: 1))
      try await eventually("known") { client.tree.count == 1 }
      #expect(client.status.counters.lateReplies == 1 && client.status.counters.replies == 0)
    }
  }

  @Test func cancellationForgetsTheRequest() async throws {
    try await withClient { client, peer in
      let task = Task { try await client.tenant.get(acme.key) }
      try await eventually("sent") { peer.requests.count == 1 }
      task.cancel()
      await expectFailure(.cancelled, try await task.value)
      #expect(client.status.pendingCount == 0)
    }
  }

  @Test func fourAttemptsWithOneMessageId() async throws {
    try await withClient {
      [$0.error("OVERLOADED")]
    } _: { client, peer in
      let error = await failure(try await client.account.clean(prod.key))
      #expect(error?.code == .overloaded)
      #expect(peer.requests.count == 4 && Set(peer.requests.map(\.text)).count == 1)
      #expect(client.status.counters.retries == 3)
    }
  }

  @Test func anAttemptThatGetsNoReplyIsRepeated() async throws {
    let count = Atomic(0)
    try await withClient { request in
      let attempt = count.add(1, ordering: .relaxed).newValue
      return attempt < 3 ? [] : [request.success(json(prod), revision: 1)]
    } _: { client, peer in
      let account = try await client.account.clean(prod.key)
      #expect(encode(account) == encode(prod) && peer.requests.count == 3)
    }
  }

  @Test func whatIsNotIdempotentIsSentOnce() async throws {
    try await withClient {
      [$0.error("OVERLOADED")]
    } _: { client, peer in
      await expectFailure(.overloaded, try await client.tenant.create(acme))
      #expect(peer.requests.count == 1)
    }
  }

  @Test func anExplicitTimeoutBoundsAllAttempts() async throws {
    try await withClient { client, peer in
      let error = await failure(try await client.account.clean(prod.key, timeout: .milliseconds(30)))
      #expect(error?.code == .timeout && peer.requests.count == 1)
    }
  }

  @Test func operationsWithoutInputAndOutput() async throws {
    try await withClient {
      [#"{"messageId":"\#($0.head.id)","topic":"\#($0.topic)","type":"success"}"#]
    } _: { client, peer in
      let output = try await client.account.ping()
      #expect(output == Empty())
      #expect(peer.requests.first?.payload == "{}")
    }
  }

  @Test func whatHasNoFormInJSONIsNotSent() async throws {
    try await withClient { client, peer in
      var service = api
      service.replicas = .infinity
      let error = await failure(try await client.service.create(service))
      #expect(error?.code == .invalidInput && peer.requests.isEmpty)
    }
  }
}
