// conformance-echo: a WebSocket server that sends every message back with its type, for the Autobahn suite
// (`scripts/conformance`) and for benchmarks.

import ConcordProtocols
import ConcordTransport
import Glibc

let usage = """
  usage: conformance-echo [--port N] [--loops K]

  Echoes every WebSocket message, with its type, on 127.0.0.1.

    --port N    port to listen on; 0, the default, picks a free one
    --loops K   event loops; default 1

  Prints 'listening on 127.0.0.1:N' when it accepts connections. SIGTERM and SIGINT end it.
  """

/// Sends back what it gets.
final class Echo: WebSocketHandler {
  func opened(_ connection: WebSocketConnection) {}

  func received(_ message: borrowing WebSocketMessage, on connection: WebSocketConnection) {
    message.bytes.withUnsafeBytes { _ = connection.send(message.kind, $0) }
  }

  func closed(_ connection: WebSocketConnection, code: UInt16, reason: String) {}
}

/// Ends the process with a message on standard error.
func fail(_ text: String, status: Int32 = 1) -> Never {
  complain(text)
  exit(status)
}

func complain(_ text: String) {
  let line = Array("conformance-echo: \(text)\n".utf8)
  write(STDERR_FILENO, line, line.count)
}

var port = 0
var loops = 1
var arguments = CommandLine.arguments.dropFirst()
while let argument = arguments.popFirst() {
  switch argument {
  case "--help", "-h":
    print(usage)
    exit(0)
  case "--port", "--loops":
    guard let text = arguments.popFirst(), let number = Int(text), number >= 0, number <= 65535 else {
      fail("\(argument) needs a number from 0 to 65535\n\(usage)", status: 2)
    }
    if argument == "--port" { port = number } else { loops = max(1, number) }
  default: fail("unknown argument '\(argument)'\n\(usage)", status: 2)
  }
}

var configuration = ServerConfiguration(port: port)
configuration.limits.maxMessageBytes = 16 * 1024 * 1024
configuration.limits.outputBytes = 64 * 1024 * 1024
configuration.limits.inputBytes = 256 * 1024
// Whatever gets shorter by it is compressed, also the shortest message.
configuration.limits.compressionThreshold = 0

do {
  let group = try EventLoopGroup(count: loops)
  let server = try await WebSocketServer.start(configuration, group: group) { _ in .accept(handler: Echo()) }
  print("listening on \(server.address)")
  fflush(nil)
  while true { try await Task.sleep(for: .seconds(3600)) }
} catch {
  fail("\(error)")
}
