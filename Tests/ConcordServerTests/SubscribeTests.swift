import ConcordCore
import TestContracts
import Testing

/// Narrowing what a connection hears, and catching up with what it missed.
@Suite struct SubscribeTests {
  private static func tenant(_ name: String) -> String { #"{"name":"\#(name)","title":"T"}"# }

  @Test func whoNamesSomethingHearsOfThatAlone() async throws {
    try await TestServer.run { test in
      let writer = try await test.connect()
      let byKind = try await test.connect()
      let byKey = try await test.connect()
      _ = try await byKind.call("concord:subscribe", #"{"entities":["account"]}"#)
      _ = try await byKey.call("concord:subscribe", #"{"keys":["/tenant/a"]}"#)
      for name in ["a", "b"] {
        _ = try await writer.call("tenant:create_tenant", Self.tenant(name))
        _ = try await writer.call("account:create_account", #"{"tenant":"\#(name)","name":"x"}"#)
      }
      #expect(try await byKind.events(count: 2).map(\.head.mark.offset) == [2, 4])
      #expect(try await byKey.events(count: 2).map(\.head.mark.offset) == [1, 2])
      _ = try await byKey.call("concord:unsubscribe", #"{"keys":["/tenant/a"]}"#)
      _ = try await byKind.call("concord:subscribe", #"{"entities":["tenant"]}"#)
      _ = try await writer.call("tenant:update_tenant", #"{"name":"a","seats":1}"#)
      #expect(try await byKind.events(count: 3).last?.head.topic == "tenant:updated")
      try await byKey.settle()
      #expect(byKey.events.count == 2)
    }
  }

  @Test func aSnapshotAndWhatFollowsHaveNoGapAndNoOverlap() async throws {
    try await TestServer.run(loops: 2) { test in
      let count = 400
      async let writing: Void = {
        for i in 0..<count {
          let path = EntityPath([.init(entity: "tenant", key: "t\(i % 20)")])
          let json = Array(Self.tenant("t\(i % 20)").utf8)
          let mutation = i < 20 ? Mutation.insert(path, json: json) : .update(path, json: json)
          _ = try await test.store.commit([mutation], preconditions: [], cause: Cause())
          if i % 7 == 0 { await Task.yield() }
        }
      }()
      var clients: [(TestClient, Received)] = []
      for _ in 0..<20 {
        let client = try await test.connect()
        clients.append(
          (client, try await client.call("concord:subscribe", #"{"entities":["tenant"],"snapshot":true}"#)))
      }
      try await writing
      for (client, reply) in clients {
        let offset = try #require(reply.payload?["offset"]?.int)
        let shown = try #require(reply.payload?["entities"]?.elements)
        #expect(shown.allSatisfy { ($0["revision"]?.int ?? .max) <= offset })
        try await client.settle()
        // Until the reply the connection heard of everything; what came after it goes on from the snapshot.
        let place = try #require(client.received.firstIndex { $0.head.id == reply.head.id })
        let after = client.received[place...].filter { $0.head.kind == .event }.compactMap(\.head.mark.offset)
        #expect(after == Array((offset + 1)..<(count + 1)))
      }
    }
  }

  /// A path stands for what lies below it, in a snapshot as in what follows; what is named twice is told once.
  @Test(arguments: [
    (
      #"{"keys":["/tenant/a"],"snapshot":true}"#,
      ["/tenant/a", "/tenant/a/account/x", "/tenant/a/account/y", "/tenant/a/account/x/revision/1"]
    ),
    (
      #"{"keys":["/tenant/a/account/x"],"snapshot":true}"#,
      ["/tenant/a/account/x", "/tenant/a/account/x/revision/1"]
    ),
    (
      #"{"keys":["/tenant/a","/tenant/a/account/x"],"entities":["tenant","revision"],"snapshot":true}"#,
      [
        "/tenant/a", "/tenant/b", "/tenant/a/account/x", "/tenant/a/account/y", "/tenant/a/account/x/revision/1",
        "/tenant/b/account/x/revision/1",
      ]
    ),
  ]) func aSnapshotOfAKeyHasWhatLiesBelow(_ payload: String, _ expected: [String]) async throws {
    try await TestServer.run { test in
      let writer = try await test.connect()
      for name in ["a", "b"] {
        _ = try await writer.call("tenant:create_tenant", Self.tenant(name))
        for account in ["x", "y"] {
          _ = try await writer.call("account:create_account", #"{"tenant":"\#(name)","name":"\#(account)"}"#)
        }
        _ = try await writer.call("revision:create_revision", #"{"tenant":"\#(name)","account":"x","number":1}"#)
      }
      let reply = try await writer.call("concord:subscribe", payload)
      let shown = try #require(reply.payload?["entities"]?.elements).compactMap { $0["path"]?.string }
      #expect(shown.sorted() == expected.sorted())
    }
  }

  @Test func whatWasMissedIsToldOnceAndWhole() async throws {
    try await TestServer.run { test in
      let writer = try await test.connect()
      for name in ["a", "b", "c"] { _ = try await writer.call("tenant:create_tenant", Self.tenant(name)) }
      let late = try await test.connect()
      let place = #"{"epoch":"\#(test.store.epoch)","offset":1}"#
      let reply = try await late.call("concord:recover", place)
      #expect(reply.payload?["recovered"] == true && reply.payload?["offset"] == 3)
      #expect(try await late.events(count: 2).map(\.head.mark.offset) == [2, 3])
      _ = try await writer.call("tenant:create_tenant", Self.tenant("d"))
      #expect(try await late.events(count: 3).last?.head.mark.offset == 4)

      let narrow = try await test.connect()
      _ = try await narrow.call(
        "concord:subscribe", #"{"keys":["/tenant/b"],"epoch":"\#(test.store.epoch)","offset":0}"#)
      #expect(try await narrow.events(count: 1).map(\.head.mark.offset) == [2])
    }
  }

  @Test(arguments: [
    (#"{"epoch":"another","offset":1}"#, ErrorCode.reload),
    (#"{"epoch":"EPOCH","offset":4000}"#, .reload),
    (#"{"epoch":"EPOCH"}"#, .invalidInput),
    ("{}", .invalidInput),
  ]) func whatCannotBeRecoveredIsSaid(_ payload: String, _ code: ErrorCode) async throws {
    try await TestServer.run { test in
      let client = try await test.connect()
      let reply = try await client.call("concord:recover", payload.replacing("EPOCH", with: test.store.epoch))
      #expect(reply.head.error?.code == code)
      // The connection goes on as before.
      let writer = try await test.connect()
      _ = try await writer.call("tenant:create_tenant", Self.tenant("a"))
      #expect(try await client.events(count: 1).count == 1)
    }
  }

  @Test func subscriptionsAreBounded() async throws {
    try await TestServer.run(limits: { $0.subscriptions = 2 }) { test in
      let client = try await test.connect()
      let reply = try await client.call("concord:subscribe", #"{"keys":["/tenant/a","/tenant/b","/tenant/c"]}"#)
      #expect(reply.head.error?.code == .overloaded)
      let unknown = try await client.call("concord:subscribe", #"{"entities":["nobody"]}"#)
      #expect(unknown.head.error?.code == .notFound)
    }
  }

  @Test func aSnapshotIsBounded() async throws {
    try await TestServer.run(limits: { $0.snapshotBytes = 1000 }) { test in
      let client = try await test.connect()
      let writer = try await test.connect()
      _ = try await writer.call("tenant:create_tenant", Self.tenant("a"))
      let fits = try await client.call("concord:subscribe", #"{"entities":["tenant"],"snapshot":true}"#)
      #expect(fits.payload?["entities"]?.elements?.count == 1)
      for name in ["p", "q", "u", "v", "w", "x", "y", "z"] {
        _ = try await writer.call("account:create_account", #"{"tenant":"a","name":"\#(name)"}"#)
      }
      for what in [#""entities":["account"]"#, #""keys":["/tenant/a"]"#] {
        let error = try await client.call("concord:subscribe", #"{\#(what),"snapshot":true}"#).head.error
        #expect(error?.code == .tooLarge && error?.message.contains("snapshotBytes") == true)
      }
      // It changed nothing: tenants are heard of, and accounts are not.
      _ = try await writer.call("account:create_account", #"{"tenant":"a","name":"more"}"#)
      _ = try await writer.call("tenant:create_tenant", Self.tenant("b"))
      // The first was before it subscribed to anything.
      #expect(try await client.events(count: 2).map(\.head.topic) == ["tenant:created", "tenant:created"])
    }
  }

  @Test func strangersSubscribeToNothing() async throws {
    try await TestServer.run(admit: { _, _ in .anonymous }) { test in
      let client = try await test.connect()
      let reply = try await client.call("concord:subscribe", #"{"entities":["tenant"]}"#)
      #expect(reply.head.error?.code == .unauthenticated)
    }
  }
}
