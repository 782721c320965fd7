import Foundation
import Synchronization
import Testing

/// The program left running, its output as it comes.
private final class Running: Sendable {
  let process = Process()
  private let text = Mutex("")

  init(_ arguments: [String], in folder: URL) throws {
    process.executableURL = Program.executable
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    pipe.fileHandleForReading.readabilityHandler = { [self] handle in
      let data = handle.availableData
      if data.isEmpty { handle.readabilityHandler = nil }
      text.withLock { $0 += String(decoding: data, as: UTF8.self) }
    }
    try process.run()
  }

  /// All output once it has so many rounds; what there is after ten seconds.
  func output(rounds: Int) async throws -> String {
    for _ in 0..<1000 {
      let now = text.withLock { $0 }
      if now.components(separatedBy: "waiting for changes\n").count > rounds { return now }
      try await Task.sleep(for: .milliseconds(10))
    }
    return text.withLock { $0 }
  }

  func end(with signal: Int32) -> Int32 {
    kill(process.processIdentifier, signal)
    process.waitUntilExit()
    return process.terminationStatus
  }
}

struct WatchTests {
  private static let good = "concord: 1\nentity: item\nkey: name\nfields: { name: string }\n"

  @Test(arguments: [".", "item.yaml"]) func checksAgainWhenAContractChanges(path: String) async throws {
    let folder = try TemporaryFolder()
    try folder.write(WatchTests.good, to: "item.yaml")
    let running = try Running(["check", "--watch", path], in: folder.url)
    defer { if running.process.isRunning { running.process.terminate() } }
    let first = try await running.output(rounds: 1)
    #expect(
      first.contains(/^\[\d\d:\d\d:\d\d\] checked 1 contract in 1 package: no errors; waiting for changes\n$/),
      "\(first)")

    try folder.write(WatchTests.good.replacing("string", with: "strng"), to: "item.yaml")
    let second = try await running.output(rounds: 2)
    #expect(second.contains("unknown type 'strng'; did you mean 'string'? [unknown-type]\n["), "\(second)")
    #expect(second.contains("checked 1 contract in 1 package: 1 error; waiting"), "\(second)")

    try folder.write("concord: 1\ntypes: { A: [b] }\n", to: "common.yaml")
    let third = try await running.output(rounds: 3)
    #expect(third.contains("checked 2 contracts in 1 package: 1 error; waiting"), "a contract that comes: \(third)")
    #expect(running.end(with: SIGINT) == 1, "the status of the last check")
  }

  @Test func endsWithTheLastStatus() async throws {
    let folder = try TemporaryFolder()
    try folder.write("concord: 2\n", to: "a.yaml")
    try folder.write(WatchTests.good, to: "item.yaml")
    let running = try Running(["check", "--watch", "."], in: folder.url)
    defer { if running.process.isRunning { running.process.terminate() } }
    _ = try await running.output(rounds: 1)
    try FileManager.default.removeItem(at: folder.url.appending(path: "a.yaml"))
    let output = try await running.output(rounds: 2)
    #expect(output.contains("checked 1 contract in 1 package: no errors; waiting"), "a contract that goes: \(output)")
    #expect(running.end(with: SIGTERM) == 0)
  }

  @Test func isForPeople() throws {
    let outcome = try Program.run(["check", "--watch", "--format=json", "."])
    #expect(outcome.status == 2 && outcome.error.contains("--watch is for people"))
  }
}
