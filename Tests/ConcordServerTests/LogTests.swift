import ConcordCore
import Foundation
import Synchronization
import Testing

@testable import ConcordServer

@Suite struct LogTests {
  @Test func anEntryIsOneLineOfJSON() {
    var entry = LogEntry(.warning, "line\nbreak \"quoted\"")
    entry.time = Timestamp(milliseconds: 0)
    #expect(
      entry.json == #"{"time":"1970-01-01T00:00:00.000Z","level":"warning","message":"line\nbreak \"quoted\""}"#)
    entry.incident = "i"
    entry.topic = "a:b"
    entry.messageID = .text("m")
    entry.connection = ConnectionID(7)
    #expect(
      entry.json == #"{"time":"1970-01-01T00:00:00.000Z","level":"warning","message":"line\nbreak \"quoted\"","#
        + #""incident":"i","topic":"a:b","messageId":"m","connection":"7"}"#)
    #expect("\(entry)" == #"warning incident=i topic=a:b messageId=m connection=7 line break "quoted""#)
  }

  @Test func levelsLeaveOut() throws {
    let pipe = Pipe()
    let log = JSONLog(.warning, descriptor: pipe.fileHandleForWriting.fileDescriptor)
    for level in LogEntry.Level.allCases { log.write(LogEntry(level, "it")) }
    try pipe.fileHandleForWriting.close()
    let lines = String(decoding: try #require(try pipe.fileHandleForReading.readToEnd()), as: UTF8.self)
    #expect(lines.split(separator: "\n").count == 2)
    #expect(lines.contains(#""level":"warning""#) && lines.contains(#""level":"error""#))
    #expect(LogEntry.Level.allCases == LogEntry.Level.allCases.sorted())
  }

  @Test func connectionsAreToldOfAtDebugLevelAlone() async throws {
    try await TestServer.run(log: TestLog(.debug)) { test in
      let client = try await test.connect()
      client.close()
      let entries = try await wait(for: "entries") { test.log.entries.count == 2 ? test.log.entries : nil }
      #expect(entries.allSatisfy { $0.level == .debug && $0.connection != nil })
      #expect(entries[0].message.hasPrefix("opened at /api/v1/ws by developer from 127.0.0.1:"))
      #expect(entries[1].message == "closed with 1000")
    }
    try await TestServer.run { test in
      let client = try await test.connect()
      client.close()
      _ = try await client.closed()
      #expect(test.log.entries.isEmpty)
    }
  }

  @Test func aHandlerThatStallsItsLoopIsNamed() async throws {
    let goesOn = Atomic(false)
    try await TestServer.run(
      limits: { $0.stall = .milliseconds(50) },
      register: { server in
        server.register(Operation<Probe, Probe>("probe:stall")) { probe, _ in
          while !goesOn.load(ordering: .relaxed) { usleep(1000) }
          return probe
        }
        server.register(Operation<Probe, Probe>("probe:stall_later")) { probe, _ in
          try await Task.sleep(for: .milliseconds(1))
          while !goesOn.load(ordering: .relaxed) { usleep(1000) }
          return probe
        }
      }
    ) { test in
      let client = try await test.connect()
      for (topic, words) in [
        ("probe:stall", "the handler of probe:stall runs"),
        ("probe:stall_later", "one of these handlers went on there: probe:stall_later"),
      ] {
        goesOn.store(false, ordering: .relaxed)
        let id = client.start(topic, #"{"number":1}"#)
        let entry = try await wait(for: "the watchdog") { test.log.entries.first { $0.message.contains(words) } }
        #expect(entry.level == .warning)
        goesOn.store(true, ordering: .relaxed)
        #expect(try await client.reply(to: id).head.kind == .success)
      }
    }
  }

  @Test func aLoopThatIsLateTakesNoMore() async throws {
    let isOver = Atomic(false)
    try await TestServer.run(
      limits: { $0.loopLag = .milliseconds(40) },
      register: { server in
        server.register(Operation<Probe, Probe>("probe:slow")) { probe, _ in
          usleep(isOver.load(ordering: .relaxed) ? 0 : 200_000)
          return probe
        }
      }
    ) { test in
      let client = try await test.connect()
      _ = try await wait(for: "refusal") {
        let replies = try await client.reply(to: client.start("probe:slow", #"{"number":1}"#))
        return replies.head.error?.code == .overloaded ? true : nil
      }
      isOver.store(true, ordering: .relaxed)
      _ = try await wait(for: "recovery") {
        try await client.call("tenant:get_tenants").head.kind == .success ? true : nil
      }
    }
  }
}
