import ConcordCore
import DialectContracts
import Testing

/// The store-event dialect over sockets: its transcripts, and what it refuses.
@Suite struct StoreEventTests {
  /// Every frame of a session, byte for byte but for times and epochs.
  @Test func transcript() async throws {
    try await DialectServer.run { test in
      let first = try await FrameClient.connect(
        "ws://127.0.0.1:\(test.port)/ws/store", headers: ["X-Developer": "yes"], on: test.clients)
      let hello = try await first.next()
      #expect(hello.lasting == ["type": "CONNECTION", "status": "connected"])
      #expect(hello["timestamp"]?.int ?? 0 > 1_758_000_000_000)
      let session: [(String, String)] = [
        (
          #"{"type":"MUTATION","entity":"partner","operation":"CREATE","payload":{"name":"acme"},"requestId":"req_1","timestamp":1758332020409}"#,
          #"{"type":"MUTATION_SUCCESS","entity":"partner","operation":"CREATE","data":{"id":1,"name":"acme","status":"ACTIVE","updatedAt":"…"},"revision":1,"offset":1,"requestId":"req_1"}"#
        ),
        (
          #"{"type":"mutation","entity":"partner","operation":"update","payload":{"id":1,"status":"INACTIVE"},"requestId":"req_2"}"#,
          #"{"type":"MUTATION_SUCCESS","entity":"partner","operation":"UPDATE","data":{"id":1,"name":"acme","status":"INACTIVE","updatedAt":"…"},"revision":2,"offset":2,"requestId":"req_2"}"#
        ),
        (
          #"{"type":"QUERY","entity":"partner","payload":{"kind":"partner","criteria":{"status":"INACTIVE"},"page":{"limit":20,"offset":0}},"requestId":"req_3"}"#,
          #"{"type":"QUERY_RESULT","entity":"partner","data":{"entity":"partner","query":{"kind":"partner","criteria":{"status":"INACTIVE"},"page":{"limit":20,"offset":0}},"data":[{"id":1,"name":"acme","status":"INACTIVE","updatedAt":"…"}],"meta":{"totalCount":1,"pageSize":20,"pagesLoaded":[1]}},"offset":2,"requestId":"req_3"}"#
        ),
        (
          #"{"type":"Query","entity":"partner","query":{"criteria":{"status":"ACTIVE"}}}"#,
          #"{"type":"QUERY_RESULT","entity":"partner","data":{"entity":"partner","query":{"criteria":{"status":"ACTIVE"}},"data":[],"meta":{"totalCount":0,"pageSize":20,"pagesLoaded":[1]}},"offset":2}"#
        ),
        (
          #"{"type":"SUBSCRIBE","entity":"partner","timestamp":1758332020411}"#,
          #"{"type":"SUBSCRIPTION_DATA","entity":"partner","data":{"entity":"partner","query":{"kind":"partner"},"data":[{"id":1,"name":"acme","status":"INACTIVE","updatedAt":"…"}],"meta":{"totalCount":1,"pageSize":1,"pagesLoaded":[1]}},"offset":2}"#
        ),
        (
          #"{"type":"UNSUBSCRIBE","entity":"partner","requestId":"req_4"}"#,
          #"{"type":"UNSUBSCRIBED","entity":"partner","requestId":"req_4"}"#
        ),
        (
          #"{"type":"MUTATION","entity":"partner","operation":"DELETE","payload":{"id":1},"requestId":"req_5"}"#,
          #"{"type":"MUTATION_SUCCESS","entity":"partner","operation":"DELETE","data":{"id":1},"revision":3,"offset":3,"requestId":"req_5"}"#
        ),
        (
          #"{"type":"CONSOLE_LOGS","messages":[{"level":"warn","text":"x"},"y"],"source":"admin","requestId":"req_6"}"#,
          #"{"type":"CONSOLE_LOGS_ACK","received":2,"requestId":"req_6"}"#
        ),
      ]
      for (request, answer) in session {
        #expect(try await first.ask(request).lasting.settled == JSONValue.of(answer))
      }
      #expect(test.messages == [["level": "warn", "text": "x"], "y"])
    }
  }

  @Test func followersHearOfEveryChange() async throws {
    try await DialectServer.run { test in
      let follower = try await test.store()
      let writer = try await test.store()
      let snapshot = try await follower.ask(#"{"type":"SUBSCRIBE","entity":"partner","requestId":"s"}"#)
      #expect(snapshot["data"]?["data"] == [] && snapshot["offset"] == 0 && snapshot["requestId"] == "s")
      #expect(snapshot["epoch"]?.string == test.store.epoch)
      for frame in [
        #"{"type":"MUTATION","entity":"partner","operation":"CREATE","payload":{"name":"acme"}}"#,
        #"{"type":"MUTATION","entity":"route","operation":"CREATE","payload":{"partner":1,"prefix":"49","owner":"x"}}"#,
        #"{"type":"MUTATION","entity":"partner","operation":"UPDATE","payload":{"id":1,"credit":"5.50"}}"#,
        #"{"type":"MUTATION","entity":"partner","operation":"DELETE","payload":{"id":1}}"#,
      ] { #expect(try await writer.ask(frame)["type"] == "MUTATION_SUCCESS") }
      #expect(
        try await follower.next().lasting.settled
          == .of(
            #"{"type":"STORE_UPDATE","entity":"partner","data":[{"id":1,"name":"acme","status":"ACTIVE","updatedAt":"…"}],"offset":1}"#
          ))
      let changed = try await follower.next()
      #expect(changed["data"]?.elements?.first?["credit"] == "5.50" && changed["offset"] == 3)
      #expect(
        try await follower.next().lasting
          == .of(#"{"type":"STORE_UPDATE","entity":"partner","data":[],"deleted":[1],"offset":4}"#))
      // Routes were not asked for; what lies below a root is named by all of its key.
      _ = try await follower.ask(#"{"type":"SUBSCRIBE","entity":"route"}"#)
      _ = try await writer.ask(
        #"{"type":"MUTATION","entity":"partner","operation":"CREATE","payload":{"name":"b"}}"#)
      _ = try await writer.ask(
        #"{"type":"MUTATION","entity":"route","operation":"CREATE","payload":{"partner":2,"prefix":"33","owner":"x"}}"#)
      _ = try await writer.ask(
        #"{"type":"MUTATION","entity":"route","operation":"DELETE","payload":{"partner":2,"prefix":"33"}}"#)
      let deleted = try await follower.first("deletion of a route") { $0["offset"] == 7 }
      #expect(deleted["deleted"] == [["partner": 2, "prefix": "33"]])
    }
  }

  /// Who follows a kind keeps a copy of it, so its own changes are told too.
  @Test func whoChangesSomethingIsToldAsAFollower() async throws {
    try await DialectServer.run { test in
      let client = try await test.store()
      _ = try await client.ask(#"{"type":"SUBSCRIBE","entity":"partner"}"#)
      client.send(
        #"{"type":"MUTATION","entity":"partner","operation":"CREATE","payload":{"name":"a"},"requestId":"r"}"#)
      let answers = [try await client.next(), try await client.next()].compactMap { $0["type"]?.string }
      #expect(answers.sorted() == ["MUTATION_SUCCESS", "STORE_UPDATE"])
    }
  }

  @Test func queriesByCriteria() async throws {
    try await DialectServer.run { test in
      for i in 1...25 {
        let partner = Partner(
          name: i % 2 == 0 ? "even \(i)" : "odd \(i)", status: i % 5 == 0 ? .inactive : .active,
          credit: i == 3 ? nil : DecimalText("\(i).5"), since: Timestamp("2026-01-\(i < 10 ? "0" : "")\(i)T00:00:00Z"))
        _ = try await test.entities.create(partner, test.context)
      }
      let client = try await test.store()
      let queries: [(String, [Int])] = [
        (#""criteria":{"status":"INACTIVE"}"#, [5, 10, 15, 20, 25]),
        (#""criteria":{"status":{"$ne":"ACTIVE"},"id":{"$gt":10,"$lte":20}}"#, [15, 20]),
        (#""criteria":{"id":{"$in":[2,4,400]}}"#, [2, 4]),
        (#""criteria":{"name":{"$contains":"en 1"}}"#, [10, 12, 14, 16, 18]),
        // Decimals are numbers, whatever their texts.
        (#""criteria":{"credit":{"$gte":"9.50","$lt":"11.6"}}"#, [9, 10, 11]),
        (#""criteria":{"credit":"9.50"}"#, [9]),
        (#""criteria":{"credit":{"$in":["9.50","10.500","-0.0"]}}"#, [9, 10]),
        (#""criteria":{"credit":{"$ne":"9.50","$gte":"9.5","$lte":"10.5"}}"#, [10]),
        (#""criteria":{"credit":null}"#, [3]),
        // Moments are moments, whatever their texts.
        (#""criteria":{"since":{"$lt":"2026-01-03T01:00:00+01:00"}}"#, [1, 2]),
        (#""criteria":{"since":"2026-01-03T00:00:00Z"}"#, [3]),
        (#""criteria":{"$or":[{"id":1},{"id":{"$gte":24},"status":"ACTIVE"}]}"#, [1, 24]),
        (#""page":{"limit":4,"offset":7}"#, [8, 9, 10, 11]),
        (#""page":{"limit":10,"offset":22},"sort":{"field":"name","order":"ASC"}"#, [5, 7, 9]),
        (#""page":{"limit":3,"offset":1},"sort":{"field":"credit","order":"desc"}"#, [24, 23, 22]),
        (#""page":{"limit":3,"offset":1000}"#, []),
      ]
      for (query, ids) in queries {
        let result = try await client.ask(#"{"type":"QUERY","entity":"partner","payload":{\#(query)},"requestId":"r"}"#)
        let found = result["data"]?["data"]?.elements?.compactMap { $0["id"]?.int }
        #expect(found == ids, "\(query): \(result)")
      }
      let window = try await client.ask(
        #"{"type":"QUERY","entity":"partner","payload":{"page":{"limit":4,"offset":7}},"requestId":"r"}"#)
      #expect(window["data"]?["meta"]?.lasting == ["totalCount": 25, "pageSize": 4, "pagesLoaded": [2]])
    }
  }

  @Test func whatLiesBelowAnAncestor() async throws {
    try await DialectServer.run { test in
      let client = try await test.store()
      for name in ["a", "b"] {
        _ = try await client.ask(
          #"{"type":"MUTATION","entity":"partner","operation":"CREATE","payload":{"name":"\#(name)"}}"#)
      }
      for (partner, prefix) in [(1, "1"), (1, "2"), (2, "3")] {
        _ = try await client.ask(
          #"{"type":"MUTATION","entity":"route","operation":"CREATE","payload":{"partner":\#(partner),"prefix":"\#(prefix)","owner":"x"}}"#
        )
      }
      let found = try await client.ask(#"{"type":"QUERY","entity":"route","payload":{"criteria":{"partner":1}}}"#)
      #expect(found["data"]?["data"]?.elements?.compactMap { $0["prefix"]?.string } == ["1", "2"])
    }
  }

  /// Each answer has the request's id, wherever the fault is, as far as the id could be read.
  @Test(
    arguments: [
      (#"{"type":"NOPE","requestId":"r"}"#, "WRONG_TYPE", "r"),
      (#"{"requestId":"r"}"#, "MALFORMED", "r"),
      (#"{"type":5,"entity":"partner","requestId":"r"}"#, "INVALID_INPUT", "r"),
      (#"{"type":"QUERY","requestId":"r"}"#, "INVALID_INPUT", "r"),
      (#"{"requestId":"r","type":"QUERY","entity":"partner""#, "MALFORMED", "r"),
      (#"{"type":"QUERY","entity":"partner","requestId":"r","requestId":"s"}"#, "MALFORMED", "r"),
      (#"{"type":"QUERY","entity":"partners","requestId":"r"}"#, "UNKNOWN_TOPIC", "r"),
      (#"{"type":"QUERY","entity":"deployment","requestId":"r"}"#, "UNKNOWN_TOPIC", "r"),
      (#"{"type":"QUERY","entity":"partner","payload":{"kind":"route"},"requestId":"r"}"#, "INVALID_INPUT", "r"),
      (
        #"{"type":"QUERY","entity":"partner","payload":{"criteria":{"updatedAt":1}},"requestId":"r"}"#, "INVALID_INPUT",
        "r"
      ),
      (#"{"type":"QUERY","entity":"partner","payload":{"criteria":{"id":"x"}},"requestId":"r"}"#, "INVALID_INPUT", "r"),
      (
        #"{"type":"QUERY","entity":"partner","payload":{"criteria":{"id":{"$near":1}}},"requestId":"r"}"#,
        "INVALID_INPUT", "r"
      ),
      (#"{"type":"QUERY","entity":"partner","payload":{"criteria":{"$or":[]}},"requestId":"r"}"#, "INVALID_INPUT", "r"),
      (#"{"type":"QUERY","entity":"partner","payload":{"criteria":[]},"requestId":"r"}"#, "INVALID_INPUT", "r"),
      (#"{"type":"QUERY","entity":"partner","payload":{"page":{"limit":0}},"requestId":"r"}"#, "INVALID_INPUT", "r"),
      (
        #"{"type":"QUERY","entity":"partner","payload":{"sort":{"field":"status"}},"requestId":"r"}"#, "INVALID_INPUT",
        "r"
      ),
      (
        #"{"type":"QUERY","entity":"partner","payload":{"sort":{"field":"id","order":"UP"}},"requestId":"r"}"#,
        "INVALID_INPUT", "r"
      ),
      (#"{"type":"MUTATION","entity":"partner","payload":{},"requestId":"r"}"#, "INVALID_INPUT", "r"),
      (
        #"{"type":"MUTATION","entity":"partner","operation":"UPDATE","payload":{"id":9,"status":"ACTIVE"},"requestId":"r"}"#,
        "NOT_FOUND", "r"
      ),
      (#"{"type":"MUTATION","entity":"partner","operation":"CREATE","requestId":"r"}"#, "INVALID_INPUT", "r"),
      (#"{"type":"SUBSCRIBE","entity":"nobody","requestId":"r"}"#, "NOT_FOUND", "r"),
      (#"{"type":"SUBSCRIBE","entity":"partner","epoch":"x","requestId":"r"}"#, "INVALID_INPUT", "r"),
      (#"{"type":"SUBSCRIBE","entity":"partner","epoch":"x","offset":0,"requestId":"r"}"#, "RELOAD", "r"),
      (#"{"type":"CONSOLE_LOGS","messages":7,"source":"s","requestId":"r"}"#, "INVALID_INPUT", "r"),
      (#"{"type":"NOPE"}"#, "WRONG_TYPE", nil),
      (#"[]"#, "MALFORMED", nil),
      (#"{"type":"QUERY","requestId":5}"#, "INVALID_INPUT", nil),
    ] as [(String, String, String?)]) func whatIsRefused(_ frame: String, _ code: String, _ id: String?) async throws
  {
    try await DialectServer.run { test in
      let client = try await test.store()
      let answer = try await client.ask(frame)
      #expect(answer["type"] == "ERROR" && answer["code"]?.string == code, "\(answer)")
      #expect(answer["requestId"]?.string == id && answer["error"]?.string?.isEmpty == false)
      #expect(try await client.ask(#"{"type":"QUERY","entity":"partner"}"#)["type"] == "QUERY_RESULT")
    }
  }

  @Test func accessCounts() async throws {
    try await DialectServer.run { test in
      let stranger = try await test.store([:])
      for frame in [
        #"{"type":"QUERY","entity":"partner"}"#, #"{"type":"SUBSCRIBE","entity":"partner"}"#,
        #"{"type":"QUERY","entity":"nobody"}"#,
      ] { #expect(try await stranger.ask(frame)["code"] == "UNAUTHENTICATED") }

      let ada = try await test.store(["X-Name": "ada"])
      let bob = try await test.store(["X-Name": "bob"])
      let frame =
        #"{"type":"MUTATION","entity":"route","operation":"CREATE","payload":{"partner":1,"prefix":"1","owner":"ada"}}"#
      #expect(try await ada.ask(frame)["code"] == "FORBIDDEN")
      for client in [ada, bob] { _ = try await client.ask(#"{"type":"SUBSCRIBE","entity":"route"}"#) }
      _ = try await test.entities.create(Partner(name: "p"), test.context)
      for (prefix, owner) in [("1", "ada"), ("2", "bob"), ("3", "ada")] {
        _ = try await test.entities.create(Route(partner: 1, prefix: prefix, owner: owner), test.context)
      }
      for prefix in ["1", "3"] { #expect(try await ada.next()["data"]?.elements?.first?["prefix"]?.string == prefix) }
      #expect(try await bob.next()["data"]?.elements?.first?["prefix"] == "2")
      let listed = try await bob.ask(#"{"type":"QUERY","entity":"route"}"#)
      #expect(listed["data"]?["meta"]?["totalCount"] == 1)
      let late = try await test.store(["X-Name": "ada"])
      let snapshot = try await late.ask(#"{"type":"SUBSCRIBE","entity":"route"}"#)
      #expect(snapshot["data"]?["data"]?.elements?.compactMap { $0["prefix"]?.string } == ["1", "3"])
      // What goes to somebody else is gone for the one and new for the other.
      _ = try await test.entities.modify(Route.key(partner: 1, prefix: "1"), test.context) { $0.owner = "bob" }
      #expect(try await ada.next()["deleted"]?.elements?.count == 1)
      #expect(try await bob.next()["data"]?.elements?.count == 1)
    }
  }
}

extension JSONValue {
  /// Moments as `…`.
  var settled: JSONValue {
    switch self {
    case .object(let members):
      .object(members.map { Member($0.name, $0.name.hasSuffix("At") ? "…" : $0.value.settled) })
    case .array(let elements): .array(elements.map(\.settled))
    default: self
    }
  }
}
