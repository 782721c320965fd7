// conformance-client: runs the cases of an Autobahn fuzzingserver as a client (`scripts/conformance`).

import ConcordProtocols
import ConcordTransport
import Glibc
import Synchronization

let usage = """
  usage: conformance-client --url ws://127.0.0.1:N [--agent NAME]

  Asks the Autobahn fuzzingserver at the URL for its number of cases, runs each by echoing every message until the
  server closes, and has it write its reports.

    --agent NAME   the name in the reports; default 'concord-client'
  """

/// Echoes until the connection is closed; keeps the last text that came.
final class Peer: WebSocketHandler, Sendable {
  private let echoes: Bool
  private let lastText = Mutex("")
  private let end = Mutex<(isOver: Bool, waiter: CheckedContinuation<Void, Never>?)>((false, nil))

  init(echoes: Bool) { self.echoes = echoes }

  var text: String { lastText.withLock { $0 } }

  /// Returns when the connection is closed.
  func wait() async {
    await withCheckedContinuation { continuation in
      let isOver = end.withLock { end in
        if !end.isOver { end.waiter = continuation }
        return end.isOver
      }
      if isOver { continuation.resume() }
    }
  }

  func opened(_ connection: WebSocketConnection) {}

  func received(_ message: borrowing WebSocketMessage, on connection: WebSocketConnection) {
    message.bytes.withUnsafeBytes { bytes in
      if echoes {
        _ = connection.send(message.kind, bytes)
      } else {
        let text = String(decoding: bytes, as: UTF8.self)
        lastText.withLock { $0 = text }
      }
    }
  }

  func closed(_ connection: WebSocketConnection, code: UInt16, reason: String) {
    let waiter = end.withLock { end in
      end.isOver = true
      defer { end.waiter = nil }
      return end.waiter
    }
    waiter?.resume()
  }
}

/// Ends the process with a message on standard error.
func fail(_ text: String, status: Int32 = 1) -> Never {
  complain(text)
  exit(status)
}

func complain(_ text: String) {
  let line = Array("conformance-client: \(text)\n".utf8)
  write(STDERR_FILENO, line, line.count)
}

var url: String?
var agent = "concord-client"
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
  switch argument {
  case "--help", "-h":
    print(usage)
    exit(0)
  case "--url", "--agent":
    guard let text = arguments.popFirst() else { fail("\(argument) needs a value\n\(usage)", status: 2) }
    if argument == "--url" { url = text } else { agent = text }
  default: fail("unknown argument '\(argument)'\n\(usage)", status: 2)
  }
}
guard let url else { fail("--url is missing\n\(usage)", status: 2) }
guard agent.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !"%&#?".utf8.contains($0) }) else {
  fail("--agent may hold letters, digits and plain punctuation only", status: 2)
}

var limits = ConnectionLimits()
limits.maxMessageBytes = 16 * 1024 * 1024
limits.outputBytes = 64 * 1024 * 1024
// Whatever gets shorter by it is compressed, also the shortest message.
limits.compressionThreshold = 0

do {
  let group = try EventLoopGroup(count: 1)
  let base = url.hasSuffix("/") ? String(url.dropLast()) : url
  /// Opens a path of the server and returns what happened when it is closed.
  func run(_ path: String, echoes: Bool) async throws -> Peer {
    let peer = Peer(echoes: echoes)
    _ = try await WebSocketClient.connect(base + path, on: group.next(), limits: limits, handler: peer)
    await peer.wait()
    return peer
  }

  let answer = try await run("/getCaseCount", echoes: false).text
  guard let count = Int(answer) else { fail("the server says '\(answer)' where its number of cases should be") }
  print("\(count) cases as \(agent)")
  fflush(nil)
  for number in 0..<count {
    do {
      _ = try await run("/runCase?case=\(number + 1)&agent=\(agent)", echoes: true)
    } catch let error as WebSocketHandshakeError {
      // The verdict of a case is the server's.
      complain("case \(number + 1): \(error)")
    }
  }
  _ = try await run("/updateReports?agent=\(agent)", echoes: false)
  await group.shutdown()
} catch {
  fail("\(error)")
}
