import ConcordCore
import DialectContracts
import Testing

/// Snapshots, and what was missed, in dialects other than the message dialect: no gap, no overlap, and never a wrong "recovered".
@Suite struct RecoveryTests {
  private static func commit(_ test: DialectServer, _ count: Int, of ids: Int) async throws {
    for i in 0..<count {
      let id = i % ids + 1
      let path = EntityPath([.init(entity: "partner", key: "\(id)")])
      let json = Array(#"{"id":\#(id),"name":"p\#(id)","status":"ACTIVE","credit":"\#(i)"}"#.utf8)
      let mutation = i < ids ? Mutation.insert(path, json: json) : .update(path, json: json)
      _ = try await test.store.commit([mutation], preconditions: [], cause: Cause())
      if i % 7 == 0 { await Task.yield() }
    }
  }

  @Test func aSnapshotAndWhatFollowsAreOneStep() async throws {
    try await DialectServer.run(loops: 2) { test in
      let count = 400
      async let writing: Void = Self.commit(test, count, of: 20)
      var clients: [FrameClient] = []
      for _ in 0..<20 {
        let client = try await test.store()
        client.send(#"{"type":"SUBSCRIBE","entity":"partner"}"#)
        clients.append(client)
      }
      try await writing
      for client in clients {
        let snapshot = try await client.next()
        let offset = try #require(snapshot["offset"]?.int)
        #expect(snapshot["type"] == "SUBSCRIPTION_DATA")
        // The store as the snapshot says, changed by each update, is the store as it is.
        var rows: [Int: String] = [:]
        for row in snapshot["data"]?["data"]?.elements ?? [] { rows[row["id"]?.int ?? 0] = row["credit"]?.string }
        #expect(rows.values.allSatisfy { (Int($0) ?? .max) < offset })
        for expected in offset..<count {
          let update = try await client.next()
          #expect(update["offset"]?.int == expected + 1)
          let row = try #require(update["data"]?.elements?.first)
          rows[row["id"]?.int ?? 0] = row["credit"]?.string
        }
        let last = Dictionary(uniqueKeysWithValues: (0..<20).map { ($0 + 1, "\(count - 20 + $0)") })
        #expect(rows == last)
      }
    }
  }

  @Test func aSnapshotOfOneEntityToo() async throws {
    try await DialectServer.run(loops: 2) { test in
      try await test.order("dep_1", for: "ann")
      async let writing: Void = {
        for i in 1...300 {
          try await test.change("dep_1") { $0.lastError = "\(i)" }
          if i % 5 == 0 { await Task.yield() }
        }
      }()
      var clients: [FrameClient] = []
      for _ in 0..<10 {
        let client = try await test.machines("ann")
        client.send(#"{"type":"subscribe","deploymentId":"dep_1","snapshot":true}"#)
        clients.append(client)
      }
      try await writing
      for client in clients {
        let snapshot = try await client.next()
        let shown = snapshot["data"]?["lastError"]?.string.flatMap { Int($0) } ?? 0
        if shown < 300 {
          for expected in (shown + 1)...300 {
            #expect(try await client.next()["data"]?["lastError"]?.string == "\(expected)")
          }
        }
      }
    }
  }

  /// What lies below a key is shown as far as one may read it.
  @Test func aSnapshotHasNothingOfOthersBelow() async throws {
    try await DialectServer.run { test in
      try await Self.commit(test, 1, of: 1)
      for (prefix, owner) in [("49", "ann"), ("33", "bob")] {
        _ = try await test.entities.create(Route(partner: 1, prefix: prefix, owner: owner), test.context)
      }
      for (name, expected) in [
        ("ann", ["/partner/1", "/partner/1/route/49"]), ("bob", ["/partner/1", "/partner/1/route/33"]),
      ] {
        let client = try await test.connect("/ws", ["X-Name": name])
        let reply = try await client.ask(
          #"{"messageId":"s","topic":"concord:subscribe","type":"request","payload":{"keys":["/partner/1"],"snapshot":true}}"#
        )
        #expect(reply["payload"]?["entities"]?.elements?.compactMap { $0["path"]?.string } == expected)
      }
    }
  }

  @Test func whatWasMissedIsToldOnceAndWhole() async throws {
    try await DialectServer.run { test in
      try await Self.commit(test, 30, of: 10)
      let client = try await test.store()
      let start = try await client.ask(
        #"{"type":"SUBSCRIBE","entity":"partner","epoch":"\#(test.store.epoch)","offset":12,"requestId":"r"}"#)
      #expect(
        start.lasting
          == ["type": "SUBSCRIPTION_DATA", "entity": "partner", "recovered": true, "offset": 30, "requestId": "r"])
      for offset in 13...30 { #expect(try await client.next()["offset"]?.int == offset) }

      for id in ["dep_1", "dep_2"] { try await test.order(id, for: "ann") }
      for status in [DeploymentStatus.provisioning, .active] {
        for id in ["dep_1", "dep_2"] { try await test.change(id) { $0.status = status } }
      }
      let ann = try await test.machines("ann")
      let place = #""epoch":"\#(test.store.epoch)","offset":32"#
      #expect(
        try await ann.ask(#"{"type":"subscribe","deploymentId":"dep_1",\#(place)}"#).lasting
          == .of(#"{"type":"subscribed","deploymentId":"dep_1","offset":36}"#))
      for (offset, status) in [(33, "PROVISIONING"), (35, "ACTIVE")] {
        let update = try await ann.next()
        #expect(update["offset"]?.int == offset && update["data"]?["status"]?.string == status)
      }
      // What is somebody else's by now is not recovered.
      try await test.change("dep_1") { $0.customerId = "bob" }
      let again = try await test.machines("ann")
      #expect(try await again.ask(#"{"type":"subscribe","deploymentId":"dep_1",\#(place)}"#)["code"] == "FORBIDDEN")
    }
  }

  /// A recovery of one thing takes nothing of another that was subscribed to before.
  @Test func recoveringOneLosesNothingOfAnother() async throws {
    try await DialectServer.run(loops: 2) { test in
      for id in ["dep_1", "dep_2"] { try await test.order(id, for: "ann") }
      async let writing: Void = {
        for i in 1...300 {
          for id in ["dep_1", "dep_2"] { try await test.change(id) { $0.lastError = "\(i)" } }
          if i % 5 == 0 { await Task.yield() }
        }
      }()
      var clients: [FrameClient] = []
      for _ in 0..<10 {
        let client = try await test.machines("ann")
        client.send(#"{"type":"subscribe","deploymentId":"dep_1"}"#)
        client.send(#"{"type":"subscribe","deploymentId":"dep_2","epoch":"\#(test.store.epoch)","offset":2}"#)
        // One that comes to nothing takes nothing either.
        client.send(#"{"type":"subscribe","deploymentId":"dep_2","epoch":"other","offset":2}"#)
        clients.append(client)
      }
      try await writing
      for client in clients {
        _ = try await client.first("last change") {
          $0["deploymentId"] == "dep_2" && $0["data"]?["lastError"] == "300"
        }
        for id in ["dep_1", "dep_2"] {
          let told = client.frames.filter { $0["type"] == "deployment.updated" && $0["deploymentId"]?.string == id }
          let numbers = told.compactMap { $0["data"]?["lastError"]?.string.flatMap { Int($0) } }
          // Who subscribes without a place after the last change hears of none.
          guard let first = numbers.first else {
            #expect(id == "dep_1")
            continue
          }
          #expect(numbers == Array(first...300), "\(id)")
          if id == "dep_2" { #expect(first == 1) }
        }
      }
    }
  }

  @Test func whatTheLogDoesNotHoldIsNotRecovered() async throws {
    try await DialectServer.run(logLength: 10) { test in
      try await Self.commit(test, 30, of: 10)
      let client = try await test.store()
      func ask(_ epoch: String, _ offset: Int) async throws -> JSONValue {
        try await client.ask(
          #"{"type":"SUBSCRIBE","entity":"partner","epoch":"\#(epoch)","offset":\#(offset),"requestId":"r"}"#)
      }
      for (epoch, offset) in [(test.store.epoch, 19), (test.store.epoch, 31), (test.store.epoch, -1), ("other", 25)] {
        let answer = try await ask(epoch, offset)
        #expect(answer["code"] == "RELOAD" && answer["requestId"] == "r")
      }
      // Nothing was subscribed to by that, and nothing is told.
      try await Self.change(test)
      let answer = try await ask(test.store.epoch, 21)
      #expect(answer["recovered"] == true && answer["offset"] == 31)
      for offset in 22...31 { #expect(try await client.next()["offset"]?.int == offset) }
    }
  }

  private static func change(_ test: DialectServer) async throws {
    let path = EntityPath([.init(entity: "partner", key: "1")])
    _ = try await test.store.commit(
      [.update(path, json: Array(#"{"id":1,"name":"p1","status":"INACTIVE"}"#.utf8))], preconditions: [],
      cause: Cause())
  }
}
