import ConcordCore
import ConcordServer
import Synchronization
import Testing

/// Requests that come more than once, over sockets.
@Suite struct AnsweredOnceTests {
  /// Counts what ran.
  final class Counter: Sendable {
    private let count = Mutex(0)
    var value: Int { count.withLock { $0 } }
    func next() -> Int {
      count.withLock {
        $0 += 1
        return $0
      }
    }
  }

  static let add = Operation<Probe, Probe>(
    "probe:add_probe", http: HTTPRoute(.post, "/probes", status: 201, idempotencyKey: true))

  static func run(
    loops: Int = 1, limits: (inout ServerLimits) -> Void = { _ in }, barrier: Barrier? = nil, counter: Counter,
    timeout: Duration = .seconds(30), admit: @escaping Admission = { _, _ in .developer },
    _ body: (TestServer) async throws -> Void
  ) async throws {
    try await TestServer.run(
      loops: loops, limits: limits,
      register: { server in
        server.register(
          Operation<Probe, Probe>(add.topic, timeout: timeout, http: add.http).forAnyone
        ) { input, context in
          let number = counter.next()
          await barrier?.pass()
          if input.number == 404 { throw ConcordError(.notFound, "nothing has the number 404") }
          if input.number == 503 { throw ConcordError(.overloaded, "not now") }
          context.note(StoreMark(revision: 7, offset: number))
          return Probe(number)
        }
        server.register(Operation<Probe, Probe>("probe:read_probe", idempotent: true)) { _, _ in Probe(counter.next()) }
      }, admit: admit, body)
  }

  static let json = "Content-Type: application/json"

  @Test func theSameMessageIsAnsweredAgain() async throws {
    let counter = Counter()
    try await Self.run(counter: counter) { server in
      let client = try await server.connect()
      let id = MessageID.make().description
      let first = try await client.reply(to: client.start("probe:add_probe", #"{"number":1}"#, id: id))
      client.start("probe:add_probe", #"{"number":1}"#, id: id)
      let replies = try await wait(for: "two replies") {
        let all = client.received.filter { $0.head.id.description == id }
        return all.count == 2 ? all : nil
      }
      #expect(replies[0].bytes == replies[1].bytes)
      #expect(first.head.mark == StoreMark(revision: 7, offset: 1))
      // By another connection, too.
      let other = try await server.connect()
      let again = try await other.reply(to: other.start("probe:add_probe", #"{"number":1}"#, id: id))
      #expect(again.bytes == first.bytes)
      let wrong = try await other.reply(
        to: other.start("probe:add_probe", #"{"number":2}"#, id: MessageID.make().description))
      #expect(wrong.payload?["number"]?.int == 2)
      #expect(counter.value == 2)
    }
  }

  @Test func anotherPayloadIsRefused() async throws {
    let counter = Counter()
    try await Self.run(counter: counter) { server in
      let client = try await server.connect()
      _ = try await client.reply(to: client.start("probe:add_probe", #"{"number":1}"#, id: "a"))
      client.start("probe:add_probe", #"{"number":2}"#, id: "a")
      let refusal = try await client.first("refusal") { $0.head.kind == .error }
      #expect(refusal.head.error?.code == .idempotencyMismatch)
      let key = "Idempotency-Key: k"
      #expect(try await server.http("POST", "/probes", [Self.json, key], body: #"{"number":1}"#).status == 201)
      #expect(
        try await server.http("POST", "/probes", [Self.json, key], body: #"{"number":2}"#).problem
          == "IDEMPOTENCY_MISMATCH 422")
      #expect(counter.value == 2)
    }
  }

  @Test func oneThatRunsIsWaitedFor() async throws {
    let (counter, barrier) = (Counter(), Barrier())
    try await Self.run(loops: 2, barrier: barrier, counter: counter) { server in
      // Several connections lie on both loops.
      let clients = try await [server.connect(), server.connect(), server.connect(), server.connect()]
      for client in clients { client.start("probe:add_probe", #"{"number":1}"#, id: "same") }
      _ = try await wait(for: "the handler") { await barrier.waiting == 1 ? true : nil }
      for client in clients { try await client.settle() }
      #expect(await barrier.waiting == 1)
      await barrier.open()
      for client in clients { #expect(try await client.reply(to: "same").payload?["number"]?.int == 1) }
      #expect(counter.value == 1)
    }
  }

  @Test func errorsThatLastAreKeptOthersNot() async throws {
    let counter = Counter()
    try await Self.run(counter: counter) { server in
      for (number, runs) in [(404, 1), (503, 3)] {
        let before = counter.value
        let answers = try await [1, 2].map { _ in number }.mapAsync {
          try await server.http(
            "POST", "/probes", [Self.json, "Idempotency-Key: k\(number)"], body: #"{"number":\#($0)}"#
          ).text
        }
        #expect(answers[0] == answers[1])
        #expect(counter.value - before == min(runs, 2))
      }
    }
  }

  @Test func aLateResultIsKept() async throws {
    let (counter, barrier) = (Counter(), Barrier())
    try await Self.run(barrier: barrier, counter: counter, timeout: .milliseconds(50)) { server in
      let client = try await server.connect()
      let late = try await client.reply(to: client.start("probe:add_probe", #"{"number":1}"#, id: "late"))
      #expect(late.head.error?.code == .timeout)
      await barrier.open()
      let answer = try await wait(for: "the result") {
        let other = try await server.connect()
        let reply = try await other.reply(to: other.start("probe:add_probe", #"{"number":1}"#, id: "late"))
        return reply.head.kind == .success ? reply : nil
      }
      #expect(answer.payload?["number"]?.int == 1)
      #expect(counter.value == 1)
    }
  }

  @Test func aFullMemoryRefusesAndForgetsNothing() async throws {
    let counter = Counter()
    try await Self.run(limits: { $0.idempotencyBytes = 1000 }, counter: counter) { server in
      let client = try await server.connect()
      var replies: [Received] = []
      for number in 0..<8 {
        replies.append(try await client.reply(to: client.start("probe:add_probe", #"{"number":1}"#, id: "m\(number)")))
      }
      let kept = replies.count(where: { $0.head.kind == .success })
      #expect(kept > 0 && kept < 8 && counter.value == kept)
      #expect(replies.last?.head.error?.code == .overloaded)
      let again = try await server.connect()
      #expect(
        try await again.reply(to: again.start("probe:add_probe", #"{"number":1}"#, id: "m0")).bytes == replies[0].bytes)
      // What changes nothing goes on.
      #expect(try await client.call("probe:read_probe", #"{"number":1}"#).head.kind == .success)
    }
  }

  @Test func whatIsIdempotentRunsEachTime() async throws {
    let counter = Counter()
    try await Self.run(counter: counter) { server in
      let client = try await server.connect()
      for _ in 0..<2 { client.start("probe:read_probe", #"{"number":1}"#, id: "r") }
      _ = try await wait(for: "two replies") {
        client.received.count(where: { $0.head.id.description == "r" }) == 2 ? true : nil
      }
      #expect(counter.value == 2)
    }
  }

  @Test func strangersAreKnownByTheirConnectionAlone() async throws {
    let counter = Counter()
    try await Self.run(counter: counter, admit: { _, _ in .anonymous }) { server in
      let (one, other) = (try await server.connect(), try await server.connect())
      for _ in 0..<2 { one.start("probe:add_probe", #"{"number":1}"#, id: "x") }
      _ = try await wait(for: "two replies") {
        one.received.count(where: { $0.head.id.description == "x" }) == 2 ? true : nil
      }
      #expect(counter.value == 1)
      #expect(
        try await other.reply(to: other.start("probe:add_probe", #"{"number":9}"#, id: "x")).head.kind == .success)
      #expect(counter.value == 2)
      // Over HTTP there is nothing to know a stranger by.
      for _ in 0..<2 {
        #expect(
          try await server.http("POST", "/probes", [Self.json, "Idempotency-Key: k"], body: #"{"number":1}"#).status
            == 201)
      }
      #expect(counter.value == 4)
    }
  }

  /// One stranger's requests are bounded, and take nothing from another's.
  @Test func strangersAreBounded() async throws {
    let counter = Counter()
    try await Self.run(
      limits: { $0.anonymousIdempotencyBytes = 1000 }, counter: counter, admit: { _, _ in .anonymous }
    ) { server in
      let (one, other) = (try await server.connect(), try await server.connect())
      var replies: [Received] = []
      for number in 0..<8 {
        replies.append(try await one.reply(to: one.start("probe:add_probe", #"{"number":1}"#, id: "m\(number)")))
      }
      let kept = replies.count(where: { $0.head.kind == .success })
      #expect(kept > 0 && kept < 8 && counter.value == kept)
      #expect(replies.last?.head.error?.code == .overloaded)
      #expect(
        try await other.reply(to: other.start("probe:add_probe", #"{"number":1}"#, id: "m0")).head.kind == .success)
    }
  }

  @Test func keysAreChecked() async throws {
    try await Self.run(counter: Counter()) { server in
      let long = String(repeating: "x", count: 129)
      let wrong = [[""], ["a b"], ["a", "b"], [long]]
      for keys in wrong {
        let headers = [Self.json] + keys.map { "Idempotency-Key: \($0)" }
        let answer = try await server.http("POST", "/probes", headers, body: #"{"number":1}"#)
        #expect(answer.problem == "INVALID_INPUT 400", "\(keys)")
      }
    }
  }
}

extension Sequence {
  /// One after the other.
  fileprivate func mapAsync<T>(_ transform: (Element) async throws -> T) async throws -> [T] {
    var results: [T] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}
