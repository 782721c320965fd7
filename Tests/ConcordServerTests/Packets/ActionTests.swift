import ConcordCore
import ConcordEntities
import ConcordProtocols
import ConcordServer
import Testing

/// Calls of operations by method and path.
@Suite struct ActionTests {
  /// A handler for each method, which gives back what came.
  private static func register(_ server: ConcordServer) {
    for method in HTTPRoute.Method.allCases {
      let name = method.rawValue.lowercased()
      server.register(
        Operation<Probe, Probe>("probe:\(name)_probe", http: HTTPRoute(method, "/probes/{number}")).forAnyone
      ) { probe, _ in probe }
    }
    server.register(Operation<Probe, Probe>("probe:add_probe", http: HTTPRoute(.post, "/probes")).forAnyone) {
      probe, _ in probe
    }
    server.register(Operation<Tags, Tags>("probe:find_tags", http: HTTPRoute(.get, "/tags")).forAnyone) { tags, _ in
      tags
    }
    server.register(
      Operation<Probe, Probe>("probe:guard_probe", roles: ["owner"], http: HTTPRoute(.get, "/guarded/{number}"))
    ) {
      probe, _ in probe
    }
    server.register(Operation<Probe, Probe>("probe:fail_probe", http: HTTPRoute(.get, "/failing/{number}"))) { _, _ in
      throw Broken()
    }
  }

  private struct Broken: Error {}

  @Test(arguments: ["get", "post", "put", "patch", "delete", "GET"])
  func everyMethodReachesItsOperation(method: String) async throws {
    try await PacketServer.run(register: Self.register) { test in
      let client = try await test.connect()
      let answer = try await client.perform(#"{"i":7,"m":"\#(method)","p":"/probes/5"}"#, number: 7)
      #expect(answer == #"_:["_c",{"i":7,"c":0,"d":{"number":5}}]"#)
    }
  }

  @Test(arguments: [
    (#"{"i":1,"m":"post","p":"/probes","b":{"number":3}}"#, #"_:["_c",{"i":1,"c":0,"d":{"number":3}}]"#),
    (#"{"b":{"number":4},"p":"/probes","m":"post","i":-2,"extra":[1]}"#, #"_:["_c",{"i":-2,"c":0,"d":{"number":4}}]"#),
    (
      #"{"i":3,"m":"get","p":"/tags","q":{"tags":["a","b"],"loud":true,"none":null}}"#,
      #"_:["_c",{"i":3,"c":0,"d":{"tags":["a","b"],"loud":true}}]"#
    ),
    (
      #"{"i":4,"m":"get","p":"/tags?tags=x%20y&tags=z"}"#,
      #"_:["_c",{"i":4,"c":0,"d":{"tags":["x y","z"],"loud":false}}]"#
    ),
    (#"{"i":5,"m":"get","p":"/tags","q":null}"#, #"_:["_c",{"i":5,"c":0,"d":{"tags":[],"loud":false}}]"#),
  ]) func inputsAreAssembled(_ data: String, _ answer: String) async throws {
    try await PacketServer.run(register: Self.register) { test in
      let client = try await test.connect()
      client.send(#"_:["_b",\#(data)]"#)
      #expect(try await client.received(count: 2).last == answer)
    }
  }

  @Test(arguments: [
    (#""m":"get","p":"/nowhere""#, 404, "UNKNOWN_TOPIC"), (#""m":"put","p":"/tags""#, 405, "METHOD_NOT_ALLOWED"),
    (#""m":"brew","p":"/tags""#, 405, "METHOD_NOT_ALLOWED"),
    (#""m":"get","p":"/probes/x""#, 400, "INVALID_INPUT"), (#""m":"post","p":"/probes""#, 400, "INVALID_INPUT"),
    (#""m":"post","p":"/probes","b":[1]"#, 400, "INVALID_INPUT"),
    (#""m":"get","p":"/tags","q":{"wrong":1}"#, 400, "INVALID_INPUT"),
    (#""m":"get","p":"/tags","q":{"tags":{"a":1}}"#, 400, "MALFORMED"),
    (#""m":"get","p":"/tags","q":[1]"#, 400, "MALFORMED"), (#""m":1,"p":"/tags""#, 400, "MALFORMED"),
    (#""m":"get""#, 400, "MALFORMED"), (#""m":"get","p":"/tags","m":"get""#, 400, "MALFORMED"),
    (#""m":"get","p":"/tags?a=%zz""#, 400, "MALFORMED"),
    (#""m":"get","p":"/guarded/1""#, 403, "FORBIDDEN"), (#""m":"get","p":"/failing/1""#, 500, "INTERNAL"),
  ]) func errorsHaveTheirStatus(_ rest: String, _ status: Int, _ code: String) async throws {
    try await PacketServer.run(register: Self.register) { test in
      let client = try await test.connect("/ws", ["X-Name": "ada", "X-Roles": "viewer"])
      let answer = try await client.perform(#"{"i":1,\#(rest)}"#, number: 1)
      #expect(answer.hasPrefix(#"_:["_c",{"i":1,"c":\#(status),"m":""#), "\(answer)")
      #expect(answer.hasSuffix(#","e":"\#(code)"}]"#), "\(answer)")
    }
  }

  /// Strangers are told neither which paths there are nor which methods.
  @Test(arguments: ["/nowhere", "/guarded/1", "/failing/1"]) func strangersAreAskedToSignIn(path: String) async throws {
    try await PacketServer.run(register: Self.register) { test in
      let client = try await test.connect()
      for method in ["get", "post"] {
        client.send(#"_:["_b",{"i":1,"m":"\#(method)","p":"\#(path)"}]"#)
      }
      let answers = try await client.received(count: 3).dropFirst()
      #expect(answers.allSatisfy { $0.contains(#""c":401"#) && $0.contains("UNAUTHENTICATED") })
    }
  }

  /// What may not be performed, and what does not exist, is on record with who asked.
  @Test func refusalsAreOnRecord() async throws {
    let audit = MemoryAuditLog()
    try await PacketServer.run(audit: audit, register: Self.register) { test in
      for headers in [["X-Name": "ada"], [:]] as [HTTPHeaders] {
        let client = try await test.connect("/ws", headers)
        for data in [
          #""m":"get","p":"/guarded/1""#, #""m":"get","p":"/nothing""#, #""m":"get","p":"/probes""#, #""p":"/probes""#,
          #""m":"get","p":"/probes/x""#,
        ] { _ = try await client.perform(#"{"i":1,\#(data)}"#, number: 1) }
        try await client.settle()
      }
    }
    let refused = try await audit.page(AuditQuery(kinds: [.request])).records
    #expect(
      refused.map { "\($0.topic) \($0.error?.text ?? "ok") \($0.principal ?? "-")" } == [
        "probe:guard_probe FORBIDDEN ada", "GET /nothing UNKNOWN_TOPIC ada", "GET /probes METHOD_NOT_ALLOWED ada",
        "GET /nowhere UNKNOWN_TOPIC ada",
      ])
  }

  @Test func rolesOpen() async throws {
    try await PacketServer.run(register: Self.register) { test in
      let client = try await test.connect("/ws", ["X-Name": "ada", "X-Roles": "owner"])
      #expect(
        try await client.perform(#"{"i":1,"m":"get","p":"/guarded/9"}"#, number: 1)
          == #"_:["_c",{"i":1,"c":0,"d":{"number":9}}]"#)
    }
  }

  /// Actions of one connection run at once, and are answered when they are done.
  @Test func actionsRunAtOnce() async throws {
    let barrier = Barrier()
    try await PacketServer.run(register: { server in
      Self.register(server)
      server.register(Operation<Probe, Probe>("probe:wait", http: HTTPRoute(.get, "/waiting/{number}")).forAnyone) {
        probe, _ in
        await barrier.pass()
        return probe
      }
    }) { test in
      let client = try await test.connect()
      client.send(#"_:["_b",{"i":1,"m":"get","p":"/waiting/1"}]"#)
      client.send(#"_:["_b",{"i":2,"m":"get","p":"/waiting/2"}]"#)
      _ = try await wait(for: "handlers") { await barrier.waiting == 2 ? true : nil }
      _ = try await client.perform(#"{"i":3,"m":"get","p":"/probes/3"}"#, number: 3)
      #expect(client.received.count == 2)
      await barrier.open()
      _ = try await client.received(count: 4)
    }
  }

  @Test func theRateAndADrainAreToldWithTheNumber() async throws {
    let barrier = Barrier()
    try await PacketServer.run(register: { server in
      server.register(Operation<Probe, Probe>("probe:wait", http: HTTPRoute(.get, "/waiting/{number}")).forAnyone) {
        probe, _ in
        await barrier.pass()
        return probe
      }
    }) { test in
      let client = try await test.connect()
      client.send(#"_:["_b",{"i":1,"m":"get","p":"/waiting/1"}]"#)
      _ = try await wait(for: "handler") { await barrier.waiting == 1 ? true : nil }
      async let drained: Void = test.server.drain(deadline: .seconds(20))
      _ = try await wait(for: "refusal") {
        let count = client.received.count
        client.send(#"_:["_b",{"i":2,"m":"get","p":"/waiting/2"}]"#)
        _ = try await Task.sleep(for: .milliseconds(5))
        return client.received.dropFirst(count).first { $0.contains("DRAINING") }
      }
      #expect(client.received.contains { $0.hasPrefix(#"_:["_c",{"i":2,"c":503,"#) && $0.contains("DRAINING") })
      await barrier.open()
      #expect(try await client.closed() == 1001)
      await drained
      #expect(client.received.contains(#"_:["_c",{"i":1,"c":0,"d":{"number":1}}]"#))
    }
    try await PacketServer.run(configure: { $0.limits.rate = 2 }) { test in
      let client = try await test.connect("/ws", ["X-Name": "ada"])
      for number in 1...100 { client.send(#"_:["_b",{"i":\#(number),"m":"get","p":"/nowhere"}]"#) }
      let answers = try await client.received(count: 101)
      #expect(
        answers.contains { $0.hasPrefix(#"_:["_c",{"i":"#) && $0.contains(#""c":503"#) && $0.contains("OVERLOADED") })
    }
  }
}

/// An input with a list and a switch.
private struct Tags: JSONRecord {
  var tags: [String] = []
  var loud = false

  static var blank: Tags { Tags() }
  static let fieldTable = FieldTable("tags", "loud")
  static var requiredFields: UInt64 { 0 }

  mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&tags)
    case 1: reader.read(&loud)
    default: reader.skipValue()
    }
  }

  func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"tags\":", tags)
    writer.write("\"loud\":", loud)
    writer.endObject()
  }
}
