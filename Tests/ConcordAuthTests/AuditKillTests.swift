import ConcordClient
import ConcordCore
import ConcordEntities
import ConcordTransport
import Foundation
import ReferenceContracts
import Testing

/// The reference server's audit log, from outside: what a server that was killed leaves behind.
@Suite struct AuditKillTests {
  @Test func aKilledServerLeavesTheBeginningOfWhatHappened() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "concord-kill-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (server, port) = try await startServer("--dev", "--audit", folder)
    let group = try EventLoopGroup(count: 1)
    let client = ConcordClient(
      baseURL: "http://127.0.0.1:\(port)", packages: [AdminPackage.self], transport: TransportClient(group: group))
    try await client.connect()
    let long = JSONValue.string(String(repeating: "x", count: 2000))
    // Requests go on while the server dies.
    let sender = Task {
      var number = 0
      while !Task.isCancelled {
        await withTaskGroup(of: Void.self) { group in
          for _ in 0..<10 {
            let input = ConsoleCaptureInput(messages: [long], source: "\(number)")
            number += 1
            group.addTask { _ = try? await client.console.capture(input, timeout: .seconds(60)) }
          }
        }
        if client.status.connection != .connected { return }
      }
    }
    // It is in the middle of writing once something is there.
    for _ in 0..<30_000 {
      if let size = try? FileManager.default.attributesOfItem(atPath: folder + "/audit-0000000000000001.jsonl")[.size],
        (size as? Int ?? 0) > 200_000
      {
        break
      }
      try await Task.sleep(for: .milliseconds(2))
    }
    kill(server.processIdentifier, SIGKILL)
    await exit(of: server)
    client.close()
    sender.cancel()
    await sender.value
    await group.shutdown()

    let log = try FileAuditLog(folder: folder)
    let records = try await log.page(AuditQuery(limit: 1_000_000)).records
    #expect(records.map(\.position) == Array(1...records.count), "no record is missing before the last")
    let kept = records.filter { $0.kind == .console }.compactMap(\.payload)
    #expect(kept.count > 10)
    let sources = try kept.map { try JSON.decode(ConsoleCaptureInput.self, from: $0).source }
    #expect(Set(sources).count == sources.count, "each is kept once")
    log.append(AuditEntry(AuditRecord(.console, "console:capture")))
    #expect(try await log.page(AuditQuery(after: records.count)).records.map(\.position) == [records.count + 1])
  }

  @Test func aStoppedServerLosesNothing() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "concord-stop-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (server, port) = try await startServer("--dev", "--audit", folder, "--log", "json")
    let group = try EventLoopGroup(count: 1)
    let client = ConcordClient(
      baseURL: "http://127.0.0.1:\(port)", packages: [AdminPackage.self], transport: TransportClient(group: group))
    try await client.connect()
    for number in 0..<20 {
      let input = ConsoleCaptureInput(messages: [.number(JSONNumber(number)), "it broke"], source: "page")
      #expect(try await client.console.capture(input).received == 2)
    }
    kill(server.processIdentifier, SIGTERM)
    await exit(of: server)
    #expect(server.terminationStatus == 0)
    client.close()
    await group.shutdown()
    let log = try FileAuditLog(folder: folder)
    #expect(try await log.page(AuditQuery(kinds: [.request])).records.isEmpty, "what a browser wrote is kept once")
    let console = try await log.page(AuditQuery(kinds: [.console])).records
    #expect(console.count == 20 && console.allSatisfy { $0.principal == "developer" && $0.message != nil })
    #expect(
      console[3].payload.map { String(decoding: $0, as: UTF8.self) }
        == #"{"messages":[3,"it broke"],"source":"page"}"#)
  }
}

/// Starts the built server; gives it and its port.
private func startServer(_ arguments: String...) async throws -> (Process, Int) {
  let server = Process()
  server.executableURL = Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "reference-server")
  server.arguments = ["--port", "0", "--loops", "1"] + arguments
  let output = Pipe()
  server.standardOutput = output
  server.standardError = FileHandle.nullDevice
  try server.run()
  let line = try await onThread { try firstLine(of: output) }
  return (server, try #require(Int(line.split(separator: ":").last?.dropLast() ?? ""), "the server said '\(line)'"))
}

private func firstLine(of output: Pipe) throws -> String {
  var line = ""
  while !line.hasSuffix("\n"), let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty {
    line += String(decoding: byte, as: UTF8.self)
  }
  return line
}

/// Waits for the end of a process, off the few threads that tasks share.
private func exit(of process: Process) async {
  while process.isRunning { try? await Task.sleep(for: .milliseconds(2)) }
}

/// Runs what blocks on a thread of its own: the few that tasks share are needed by others.
private func onThread<Output: Sendable>(_ work: @escaping @Sendable () throws -> Output) async throws -> Output {
  try await withCheckedThrowingContinuation { continuation in
    Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
  }
}
