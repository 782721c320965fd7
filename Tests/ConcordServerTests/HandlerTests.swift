import ConcordCore
import Synchronization
import TestContracts
import Testing

@Suite struct HandlerTests {
  @Test func handlersOfAConnectionRunAtOnceUpToTheLimit() async throws {
    let barrier = Barrier()
    let started = Mutex<[Int]>([])
    let operation = Operation<Probe, Probe>("probe:wait", timeout: .seconds(600))
    try await TestServer.run(register: { server in
      server.register(operation) { probe, _ in
        started.withLock { $0.append(probe.number) }
        await barrier.pass()
        return probe
      }
    }) { test in
      let client = try await test.connect()
      let other = try await test.connect()
      let ids = (0..<40).map { client.start("probe:wait", #"{"number":\#($0)}"#) }
      _ = try await wait(for: "16 handlers") { await barrier.waiting == 16 ? true : nil }
      // The limit is the connection's: others are served, and nothing more starts meanwhile.
      #expect(try await other.call("tenant:get_tenants").head.kind == .success)
      #expect(started.withLock { $0 } == Array(0..<16))
      await barrier.open()
      for (number, id) in ids.enumerated() {
        #expect(try await client.reply(to: id).payload == ["number": .number(JSONNumber(number))])
      }
      #expect(await barrier.most == 16)
      #expect(started.withLock { $0 } == Array(0..<40))
    }
  }

  @Test func repliesLeaveWhenDone() async throws {
    let operation = Operation<Probe, Probe>("probe:sleep")
    try await TestServer.run(register: { server in
      server.register(operation) { probe, _ in
        try await Task.sleep(for: .milliseconds(probe.number))
        return probe
      }
    }) { test in
      let client = try await test.connect()
      let ids = [300, 150, 1].map { client.start("probe:sleep", #"{"number":\#($0)}"#) }
      _ = try await client.reply(to: ids[0])
      #expect(client.received.filter { $0.head.kind == .success }.map(\.head.id.description) == ids.reversed())
    }
  }

  @Test func atTheDeadlineTheCallerHearsAndTheHandlerIsCancelled() async throws {
    let barrier = Barrier()
    let cancelled = Mutex(false)
    let operation = Operation<Probe, Probe>("probe:slow", timeout: .milliseconds(50))
    try await TestServer.run(register: { server in
      server.register(operation) { probe, _ in
        await barrier.pass()
        cancelled.withLock { $0 = Task.isCancelled }
        return probe
      }
    }) { test in
      let client = try await test.connect()
      let reply = try await client.call("probe:slow", #"{"number":1}"#)
      #expect(reply.head.error?.code == .timeout)
      await barrier.open()
      _ = try await wait(for: "cancellation") { cancelled.withLock { $0 } ? true : nil }
      try await client.settle()
      #expect(client.received.filter { $0.head.id == reply.head.id }.count == 1)
      #expect(try await client.call("probe:slow", #"{"number":2}"#).head.kind == .success)
    }
  }

  @Test func aDisconnectCancelsReadsOnly() async throws {
    let cancelled = Mutex<[String: Bool]>([:])
    let barrier = Barrier()
    let isReading = Mutex(false)
    // Timeouts that cannot pass: they cancel as well.
    let read = Operation<Probe, Probe>("probe:read", kind: .get, timeout: .seconds(600))
    let change = Operation<Probe, Probe>("probe:change", timeout: .seconds(600))
    try await TestServer.run(register: { server in
      server.register(read) { probe, _ in
        isReading.withLock { $0 = true }
        // Ends when it is cancelled.
        try? await Task.sleep(for: .seconds(600))
        cancelled.withLock { $0["read"] = Task.isCancelled }
        return probe
      }
      server.register(change) { probe, _ in
        await barrier.pass()
        cancelled.withLock { $0["change"] = Task.isCancelled }
        return probe
      }
    }) { test in
      let client = try await test.connect()
      client.start("probe:read", #"{"number":1}"#)
      client.start("probe:change", #"{"number":1}"#)
      _ = try await wait(for: "handlers") { await barrier.waiting == 1 && isReading.withLock { $0 } ? true : nil }
      client.close()
      _ = try await wait(for: "the read's end") { cancelled.withLock { $0["read"] } }
      await barrier.open()
      _ = try await wait(for: "both") { cancelled.withLock { $0.count } == 2 ? true : nil }
      #expect(cancelled.withLock { $0 } == ["read": true, "change": false])
    }
  }

  @Test func theWholeServerHasALimit() async throws {
    let barrier = Barrier()
    try await TestServer.run(
      limits: { $0.totalInFlight = 2 },
      register: { server in
        server.register(Operation<Probe, Probe>("probe:wait", timeout: .seconds(600))) { probe, _ in
          await barrier.pass()
          return probe
        }
      }
    ) { test in
      let one = try await test.connect()
      let two = try await test.connect()
      let ids = [one.start("probe:wait", #"{"number":1}"#), one.start("probe:wait", #"{"number":2}"#)]
      _ = try await wait(for: "handlers") { await barrier.waiting == 2 ? true : nil }
      #expect(try await two.call("probe:wait", #"{"number":3}"#).head.error?.code == .overloaded)
      await barrier.open()
      for id in ids { #expect(try await one.reply(to: id).head.kind == .success) }
      #expect(try await two.call("probe:wait", #"{"number":4}"#).head.kind == .success)
    }
  }

  @Test func whatIsDeclaredTravelsAndTheRestIsAnIncident() async throws {
    struct Secret: Error { let text = "the password is 123" }
    struct Faulty: AccountHandler {
      func clean(_ input: Key<Account>, _ context: RequestContext) async throws -> Account {
        switch input.name {
        case "declared": throw AccountError.locked
        case "table": throw ConcordError(.conflict, "try later", content: "more")
        case "declared-code": throw ConcordError(AccountError.notEmpty.code, "full")
        case "undeclared-code": throw ConcordError(ErrorCode("SURPRISE", httpStatus: 500), "oh")
        case "internal": throw ConcordError(.internalError, "disk 7 is broken")
        default: throw Secret()
        }
      }
    }
    try await TestServer.run(register: { $0.handle(account: Faulty()) }) { test in
      let client = try await test.connect()
      for (name, code) in [
        ("declared", "LOCKED"), ("table", "CONFLICT"), ("declared-code", "NOT_EMPTY"), ("undeclared-code", "INTERNAL"),
        ("internal", "INTERNAL"), ("anything", "INTERNAL"),
      ] {
        let reply = try await client.call("account:clean_account", #"{"tenant":"t","name":"\#(name)"}"#)
        let error = try #require(reply.head.error)
        #expect(error.code.text == code, "\(name)")
        #expect(!error.message.contains("password") && !error.message.contains("disk"))
        guard code == "INTERNAL" else { continue }
        let incident = try #require(error.content)
        let entry = try #require(test.log.entries.first { $0.incident == incident })
        #expect(entry.level == .error)
        #expect(entry.topic == "account:clean_account")
        #expect(entry.messageID == reply.head.id)
        if name == "anything" { #expect(entry.description.contains("the password is 123")) }
        #expect(!entry.description.contains("\n"))
      }
    }
  }

  @Test func anOutputWithoutAFormInJSONIsAnIncident() async throws {
    struct Number: JSONCodable {
      static var blank: Number { Number() }
      static func decode(from reader: inout JSONReader) -> Number {
        reader.skipValue()
        return Number()
      }
      func encode(to writer: inout JSONWriter) { writer.double(.nan) }
    }
    try await TestServer.run(register: { server in
      server.register(Operation<Empty, Number>("probe:nan")) { _, _ in Number() }
    }) { test in
      let client = try await test.connect()
      #expect(try await client.call("probe:nan").head.error?.code == .internalError)
      #expect(test.log.entries.count == 1)
      #expect(try await client.call("tenant:get_tenants").head.kind == .success)
    }
  }

  @Test func theLastRegistrationCounts() async throws {
    let operation = Operation<Probe, Probe>("probe:twice")
    try await TestServer.run(register: { server in
      server.register(operation) { _, _ in Probe(1) }
      server.register(operation) { _, _ in Probe(2) }
      #expect(server.hasHandler(for: "probe:twice"))
      #expect(!server.hasHandler(for: "probe:never"))
    }) { test in
      let client = try await test.connect()
      #expect(try await client.call("probe:twice", #"{"number":0}"#).payload == ["number": 2])
    }
  }
}
