import ConcordCore
import DialectContracts
import Testing

/// The subscription dialect over sockets: its transcript, and what it refuses.
@Suite struct SubscriptionTests {
  private static let subscribe = #"{"type":"subscribe","deploymentId":"dep_1"}"#

  @Test func transcript() async throws {
    try await DialectServer.run { test in
      try await test.order("dep_1", for: "ann")
      let client = try await test.machines("ann")
      #expect(
        try await client.ask(Self.subscribe).lasting
          == .of(#"{"type":"subscribed","deploymentId":"dep_1","offset":1}"#))
      try await test.change("dep_1") {
        $0.status = .provisioning
        $0.runtime.privateIp = "10.0.0.5"
      }
      // All of the state, but no secret, and nothing else.
      #expect(
        try await client.next().lasting
          == .of(
            #"{"type":"deployment.updated","deploymentId":"dep_1","data":{"status":"PROVISIONING","runtime":{"publicIp":null,"privateIp":"10.0.0.5"},"lastError":null},"offset":2}"#
          ))
      let moment = try #require(Timestamp("2026-01-06T10:10:05Z"))
      test.server.publish(
        DeploymentEvents.table.event,
        DeploymentEventPayload(id: "dep_1", ts: moment, level: .info, message: "Creating server…"))
      #expect(
        try await client.next()
          == .of(
            #"{"type":"deployment.event","deploymentId":"dep_1","data":{"ts":"2026-01-06T10:10:05.000Z","level":"INFO","message":"Creating server…"}}"#
          ))
      test.server.publish(DeploymentEvents.table.stepFinished, DeploymentStepFinishedPayload(id: "dep_1", step: 1))
      #expect(try await client.next()["type"] == "deployment.stepFinished")
      #expect(
        try await client.ask(#"{"type":"unsubscribe","deploymentId":"dep_1"}"#)
          == .of(#"{"type":"unsubscribed","deploymentId":"dep_1"}"#))
      try await test.change("dep_1") { $0.status = .active }
      // The next that comes is the answer, so the change was not told.
      #expect(try await client.ask(Self.subscribe)["type"] == "subscribed")
    }
  }

  @Test func whatChangesNoStateIsNotTold() async throws {
    try await DialectServer.run { test in
      try await test.order("dep_1", for: "ann")
      let client = try await test.machines("ann")
      _ = try await client.ask(Self.subscribe)
      try await test.change("dep_1") { $0.name = "another" }
      try await test.change("dep_1") { $0.status = .provisioning }
      // A secret of the state is none of what is told.
      try await test.change("dep_1") { $0.token = "new" }
      try await test.change("dep_1") { $0.lastError = "no room" }
      try await test.change("dep_1") { $0.lastError = nil }
      for (offset, error) in [(3, JSONValue.null), (5, "no room"), (6, .null)] {
        let frame = try await client.next()
        #expect(frame["offset"]?.int == offset && frame["data"]?["lastError"] == error, "\(frame)")
      }
    }
  }

  /// What is somebody else's and what does not exist have one answer.
  @Test func onlyWhatIsOnesOwn() async throws {
    try await DialectServer.run { test in
      try await test.order("dep_1", for: "ann")
      try await test.order("dep_2", for: "bob")
      let bob = try await test.machines("bob")
      let forbidden = #"{"type":"error","code":"FORBIDDEN","message":"No access to deployment"}"#
      for id in ["dep_1", "dep_9"] {
        #expect(try await bob.ask(#"{"type":"subscribe","deploymentId":"\#(id)"}"#) == .of(forbidden))
      }
      let developer = try await test.connect("/ws/machines")
      #expect(try await developer.ask(#"{"type":"subscribe","deploymentId":"dep_9"}"#) == .of(forbidden))
      #expect(try await developer.ask(Self.subscribe)["type"] == "subscribed")
      #expect(try await bob.ask(#"{"type":"subscribe","deploymentId":"dep_2"}"#)["type"] == "subscribed")
      let stranger = try await test.connect("/ws/machines", [:])
      #expect(try await stranger.ask(Self.subscribe)["code"] == "UNAUTHENTICATED")
      // Each delivered event is for whom it is.
      try await test.change("dep_1") { $0.status = .active }
      test.server.publish(DeploymentEvents.table.reported, DeploymentReportedPayload(id: "dep_1", text: "one"))
      test.server.publish(DeploymentEvents.table.reported, DeploymentReportedPayload(id: "dep_2", text: "two"))
      #expect(try await bob.next()["data"] == ["text": "two"])
      #expect(try await developer.next()["type"] == "deployment.updated")
      #expect(try await developer.next()["data"] == ["text": "one"])
    }
  }

  /// A subscription ends with its entity, and for who loses it.
  @Test func deletions() async throws {
    try await DialectServer.run { test in
      for id in ["dep_1", "dep_2"] { try await test.order(id, for: "ann") }
      let ann = try await test.machines("ann")
      for id in ["dep_1", "dep_2"] { _ = try await ann.ask(#"{"type":"subscribe","deploymentId":"\#(id)"}"#) }
      _ = try await test.entities.delete(Deployment.key(id: "dep_1"), test.context)
      #expect(
        try await ann.next().lasting == .of(#"{"type":"deployment.deleted","deploymentId":"dep_1","offset":3}"#))
      try await test.order("dep_1", for: "ann")
      try await test.change("dep_2") { $0.customerId = "bob" }
      #expect(
        try await ann.next().lasting == .of(#"{"type":"deployment.deleted","deploymentId":"dep_2","offset":5}"#))
      try await test.change("dep_2") { $0.customerId = "ann" }
      try await test.change("dep_2") { $0.status = .active }
      // Neither the new one of that name nor the one that came back is told of, until it is asked for again.
      #expect(try await ann.ask(Self.subscribe)["offset"] == 7)
      try await test.change("dep_1") { $0.status = .active }
      #expect(try await ann.next()["deploymentId"] == "dep_1")
    }
  }

  @Test func aSnapshotIsAskedFor() async throws {
    try await DialectServer.run { test in
      try await test.order("dep_1", for: "ann")
      let client = try await test.machines("ann")
      let frame = try await client.ask(#"{"type":"subscribe","deploymentId":"dep_1","snapshot":true}"#)
      #expect(
        frame.lasting
          == .of(
            #"{"type":"subscribed","deploymentId":"dep_1","data":{"status":"REQUESTED","runtime":{"publicIp":null,"privateIp":null},"lastError":null},"offset":1}"#
          ))
    }
  }

  /// What lies below a root is named by its path, and is none of what its parent's subscribers hear of.
  @Test func below() async throws {
    try await DialectServer.run { test in
      try await test.order("dep_1", for: "ann")
      let disk = Disk(deployment: "dep_1", name: "a b", size: 1, secret: "hidden")
      _ = try await test.entities.create(disk, test.context)
      let client = try await test.machines("ann")
      _ = try await client.ask(Self.subscribe)
      #expect(
        try await client.ask(#"{"type":"subscribe","diskId":"/deployment/dep_1/disk/a%20b"}"#).lasting
          == .of(#"{"type":"subscribed","diskId":"/deployment/dep_1/disk/a%20b","offset":2}"#))
      _ = try await client.ask(#"{"type":"unsubscribe","deploymentId":"dep_1"}"#)
      _ = try await test.entities.modify(disk.key, test.context) { $0.size = 2 }
      // A contract without `state:` tells all fields but the secrets.
      #expect(
        try await client.next().lasting
          == .of(
            #"{"type":"disk.updated","diskId":"/deployment/dep_1/disk/a%20b","data":{"deployment":"dep_1","name":"a b","size":2},"offset":3}"#
          ))
      _ = try await client.ask(Self.subscribe)
      _ = try await client.ask(#"{"type":"unsubscribe","diskId":"/deployment/dep_1/disk/a%20b"}"#)
      _ = try await test.entities.modify(disk.key, test.context) { $0.size = 3 }
      try await test.change("dep_1") { $0.status = .active }
      #expect(try await client.next()["type"] == "deployment.updated")
    }
  }

  @Test(arguments: [
    (#"{"type":"subscribe"}"#, "INVALID_INPUT"),
    (#"{"type":"subscribe","systemId":"x"}"#, "INVALID_INPUT"),
    (#"{"type":"subscribe","deploymentId":5}"#, "INVALID_INPUT"),
    (#"{"type":"subscribe","deploymentId":""}"#, "INVALID_INPUT"),
    (#"{"type":"subscribe","deploymentId":null}"#, "INVALID_INPUT"),
    (#"{"type":"subscribe","deploymentId":"dep_1","diskId":"/deployment/dep_1/disk/a"}"#, "INVALID_INPUT"),
    (#"{"type":"subscribe","diskId":"a"}"#, "INVALID_INPUT"),
    (#"{"type":"subscribe","deploymentId":"dep_1","offset":1}"#, "INVALID_INPUT"),
    (#"{"type":"subscribe","deploymentId":"dep_1","epoch":"x","offset":0}"#, "RELOAD"),
    (#"{"type":"publish","deploymentId":"dep_1"}"#, "WRONG_TYPE"),
    (#"{"deploymentId":"dep_1"}"#, "MALFORMED"),
    (#"{"type":"subscribe","deploymentId":"dep_1""#, "MALFORMED"),
    (#"{"type":"subscribe","deploymentId":"dep_1","deploymentId":"dep_1"}"#, "MALFORMED"),
    ("", "MALFORMED"),
  ]) func whatIsRefused(_ frame: String, _ code: String) async throws {
    try await DialectServer.run { test in
      try await test.order("dep_1", for: "ann")
      let client = try await test.machines("ann")
      let answer = try await client.ask(frame)
      #expect(answer["type"] == "error" && answer["code"]?.string == code, "\(answer)")
      // It changed nothing: what was not subscribed to is not heard of, and the connection goes on.
      try await test.change("dep_1") { $0.status = .active }
      #expect(try await client.ask(Self.subscribe)["type"] == "subscribed")
    }
  }
}
