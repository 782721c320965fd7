import ConcordProtocols
import ConcordTransport
import Foundation
import Synchronization
import Testing

/// A handler that collects the body and answers with a closure, which remembers what it saw.
final class TestRequestHandler: HTTPRequestHandler, Sendable {
  struct Seen {
    var body: [UInt8] = []
    var pieces = 0
    var ended = 0
    var aborted: [String] = []
  }

  private let state = Mutex(Seen())
  private let onPiece: @Sendable (HTTPExchange) -> Void
  private let onEnd: @Sendable (HTTPExchange, [UInt8]) -> Void

  init(
    onPiece: @escaping @Sendable (HTTPExchange) -> Void = { _ in },
    onEnd: @escaping @Sendable (HTTPExchange, [UInt8]) -> Void
  ) {
    self.onPiece = onPiece
    self.onEnd = onEnd
  }

  convenience init(_ onEnd: @escaping @Sendable (HTTPExchange, [UInt8]) -> Void = { _, _ in }) {
    self.init(onEnd: onEnd)
  }

  var seen: Seen { state.withLock { $0 } }

  func received(_ bytes: UnsafeRawBufferPointer, on exchange: HTTPExchange) {
    state.withLock {
      $0.body += bytes
      $0.pieces += 1
    }
    onPiece(exchange)
  }

  func ended(on exchange: HTTPExchange) {
    let body = state.withLock {
      $0.ended += 1
      return $0.body
    }
    onEnd(exchange, body)
  }

  func aborted(on exchange: HTTPExchange, _ reason: String) { state.withLock { $0.aborted.append(reason) } }
}

/// Answers with `METHOD /path: body`.
func mirror() -> TestRequestHandler {
  TestRequestHandler { exchange, body in
    exchange.respond(HTTPResponse(status: 200, text: "\(exchange.head.method) \(exchange.head.path): \(text(body))"))
  }
}

/// Mirrors every request with a body of up to a MiB.
let mirrored: @Sendable (HTTPRequestHead) -> UpgradeDecision = { _ in .handle(mirror(), bodyBytes: 1 << 20) }

/// One response of a server.
struct RawResponse: CustomStringConvertible {
  var head: String
  var body: String

  var status: Int { Int(head.dropFirst(9).prefix(3)) ?? 0 }
  var ends: Bool { head.contains("\r\nConnection: close\r\n") }
  var description: String { head + body }
}

extension RawPeer {
  /// Reads one response by its Content-Length; of one to HEAD only the head. Empty at the end of the stream.
  func response(toHead: Bool = false) -> RawResponse {
    var head: [UInt8] = []
    while !head.suffix(4).elementsEqual(Array("\r\n\r\n".utf8)) {
      let byte = receive(1)
      if byte.isEmpty { break }
      head += byte
    }
    let text = String(decoding: head, as: UTF8.self)
    let length = text.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }?.dropFirst(16)
    var body: [UInt8] = []
    let count = toHead ? 0 : length.flatMap { Int($0) } ?? 0
    while body.count < count {
      let piece = receive(count - body.count)
      if piece.isEmpty { break }
      body += piece
    }
    return RawResponse(head: text, body: String(decoding: body, as: UTF8.self))
  }

  func get(_ path: String) -> RawResponse {
    send("GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
    return response()
  }
}

/// A server that says exactly the bytes that a test wants to the first connection, and ends it or leaves it open.
final class RawServer: Sendable {
  let port: Int
  private let descriptor: Int32
  private let request = Mutex("")

  /// What the client sent before it was answered.
  var received: String { request.withLock { $0 } }

  init(answer: String, thenWaits: Bool = false) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = descriptor
    let status = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) | listen(descriptor, 4) | getsockname(descriptor, $0, &length)
      }
    }
    port = Int(UInt16(bigEndian: address.sin_port))
    guard status == 0 else { throw TransportError(.other, "no raw server") }
    Thread.detachNewThread { [self] in
      let peer = accept(descriptor, nil, nil)
      var bytes: [UInt8] = []
      while peer >= 0, !text(bytes).contains("\r\n\r\n") {
        var piece = [UInt8](repeating: 0, count: 4096)
        let count = recv(peer, &piece, piece.count, 0)
        if count <= 0 { break }
        bytes += piece.prefix(count)
      }
      request.withLock { $0 = text(bytes) }
      _ = Glibc.send(peer, Array(answer.utf8), answer.utf8.count, Int32(MSG_NOSIGNAL))
      if thenWaits {
        var byte: UInt8 = 0
        _ = recv(peer, &byte, 1, 0)
      }
      close(peer)
    }
  }

  deinit { close(descriptor) }
}
