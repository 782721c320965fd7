import ConcordCore
import ConcordProtocols
import ConcordServer
import Testing

/// Forms that a socket announces: sent over HTTP, answered on both.
@Suite struct AnnouncedUploadTests {
  static let scan = Operation<Papers, Probe>(
    "paper:scan_paper", timeout: .seconds(30),
    http: HTTPRoute(.post, "/desks/{desk}/scan", idempotencyKey: true, parts: [.file("front"), .json("form")]))
  static let hurry = Operation<Papers, Probe>(
    "paper:hurry_paper", timeout: .milliseconds(50),
    http: HTTPRoute(.post, "/desks/{desk}/hurry", idempotencyKey: true, parts: [.file("front"), .json("form")]))

  /// The handler answers how often it ran and fails for 404 pages.
  static func run(
    barrier: Barrier? = nil, admit: @escaping Admission = { _, _ in .developer },
    _ body: (TestServer, AnsweredOnceTests.Counter) async throws -> Void
  ) async throws {
    let counter = AnsweredOnceTests.Counter()
    try await TestServer.run(
      loops: 2,
      register: { server in
        for operation in [scan, hurry] {
          server.register(operation) { input, context in
            let number = counter.next()
            await barrier?.pass()
            guard context.files["front"]?.size == 5 else { throw ConcordError(.notFound, "no file") }
            if input.pages == 404 { throw ConcordError(.notFound, "nothing has 404 pages") }
            context.note(StoreMark(revision: number, offset: number))
            return Probe(number)
          }
        }
        server.register(Operation<Probe, Probe>("probe:read_probe", idempotent: true)) { input, _ in input }
      }, admit: admit
    ) { try await body($0, counter) }
  }

  static func form(pages: Int = 3) -> [UInt8] {
    UploadTests.form([
      ("front", "; filename=\"a.txt\"", Array("hello".utf8)),
      ("form", "\r\nContent-Type: application/json", Array("{\"pages\":\(pages)}".utf8)),
    ])
  }

  static func announce(_ id: String, _ client: TestClient, topic: String = scan.topic) {
    client.send(#"{"messageId":"\#(id)","topic":"\#(topic)","type":"multipartrequest"}"#)
  }

  static func upload(
    _ id: String, _ server: TestServer, _ form: [UInt8] = form(), path: String = "/desks/d/scan", more: [String] = []
  ) async throws -> WireResponse {
    try await server.http("POST", path, [UploadTests.type, "Idempotency-Key: \(id)"] + more, bytes: form)
  }

  @Test func theAnswerIsGivenOnBoth() async throws {
    try await Self.run { server, counter in
      let client = try await server.connect()
      for id in [MessageID.make().description, "01A1B2C3-0000-7000-8000-00000000ABCD"] {
        Self.announce(id, client)
        try await client.settle()
        let response = try await Self.upload(id, server)
        let reply = try await client.reply(to: id)
        #expect(response.status == 200 && reply.head.kind == .success)
        #expect(reply.head.topic == Self.scan.topic)
        #expect(reply.payload == response.json)
        #expect(reply.head.mark.offset == counter.value)
      }
      #expect(counter.value == 2)
    }
  }

  @Test func theUploadMayComeFirst() async throws {
    let barrier = Barrier()
    try await Self.run(barrier: barrier) { server, counter in
      let client = try await server.connect()
      async let response = Self.upload("a", server)
      _ = try await wait(for: "the handler") { await barrier.waiting == 1 ? true : nil }
      // While it runs, and when it is done.
      Self.announce("a", client)
      try await client.settle()
      await barrier.open()
      #expect(try await client.reply(to: "a").payload == response.json)
      let other = try await server.connect()
      Self.announce("a", other)
      #expect(try await other.reply(to: "a").payload?["number"]?.int == 1)
      #expect(counter.value == 1)
    }
  }

  @Test func anotherFormWithTheKeyIsNotTheAnswer() async throws {
    let barrier = Barrier()
    try await Self.run(barrier: barrier) { server, counter in
      let client = try await server.connect()
      Self.announce("a", client)
      try await client.settle()
      async let first = Self.upload("a", server)
      _ = try await wait(for: "the handler") { await barrier.waiting == 1 ? true : nil }
      #expect(try await Self.upload("a", server, Self.form(pages: 4)).problem == "IDEMPOTENCY_MISMATCH 422")
      await barrier.open()
      #expect(try await client.reply(to: "a").payload == first.json)
      #expect(counter.value == 1)
    }
  }

  @Test func errorsAreGivenOnBoth() async throws {
    try await Self.run { server, counter in
      let client = try await server.connect()
      let forms = [
        ("failing", Self.form(pages: 404), "NOT_FOUND"),
        ("partless", UploadTests.form([("front", "; filename=\"a\"", [1])]), "INVALID_INPUT"),
        ("cut", Array("--B\r\n".utf8), "MALFORMED"),
      ]
      for (id, form, code) in forms {
        Self.announce(id, client)
        try await client.settle()
        let response = try await Self.upload(id, server, form)
        let reply = try await client.reply(to: id)
        #expect(reply.head.error.map { "\($0.code)" } == code)
        #expect(response.json?["code"]?.string == code)
      }
      #expect(counter.value == 1)
    }
  }

  @Test func oneThatDoesNotComeEndsAtTheDeadline() async throws {
    try await Self.run { server, counter in
      let client = try await server.connect()
      Self.announce("a", client, topic: Self.hurry.topic)
      #expect(try await client.reply(to: "a").head.error?.code == .timeout)
      // What comes later finds nobody waiting, and is answered all the same.
      #expect(try await Self.upload("a", server, path: "/desks/d/hurry").status == 200)
      Self.announce("a", client, topic: Self.hurry.topic)
      _ = try await client.first("the answer") { $0.head.id.description == "a" && $0.head.kind == .success }
      #expect(counter.value == 1)
    }
  }

  @Test func aConnectionThatGoesIsForgotten() async throws {
    try await Self.run { server, counter in
      let client = try await server.connect()
      Self.announce("a", client)
      try await client.settle()
      client.close()
      _ = try await client.closed()
      #expect(try await Self.upload("a", server).status == 200)
      #expect(counter.value == 1)
    }
  }

  @Test func onlyTheSamePrincipalIsToldAndOnlyOfForms() async throws {
    let admit: Admission = { request, _ in
      request.headers["X-Who"].map { Principal(name: $0) } ?? .anonymous
    }
    try await Self.run(admit: admit) { server, _ in
      let client = try await server.connect(headers: ["X-Who": "ann"])
      let stranger = try await server.connect()
      Self.announce("a", client)
      try await client.settle()
      #expect(try await Self.upload("a", server, more: ["X-Who: bob"]).status == 200)
      try await client.settle()
      #expect(!client.received.contains { $0.head.id.description == "a" })
      #expect(try await Self.upload("a", server, more: ["X-Who: ann"]).status == 200)
      #expect(try await client.reply(to: "a").payload?["number"]?.int == 2)

      Self.announce("b", stranger)
      #expect(try await stranger.reply(to: "b").head.error?.code == .unauthenticated)
      Self.announce("c", client, topic: "probe:read_probe")
      #expect(try await client.reply(to: "c").head.error?.code == .wrongType)
      Self.announce("d", client, topic: "probe:reed_probe")
      #expect(try await client.reply(to: "d").head.error?.code == .unknownTopic)
    }
  }
}
