import ConcordCore
import Foundation
import Synchronization

/// Stands between clients and a server and makes the way between them rough: bytes are delayed and cut off wherever they
/// are, messages come twice and overtake each other. What it does follows from a seed, as far as threads allow.
///
/// Only what no wire promises an order for is reordered: requests among each other, and replies. Events keep their order, and
/// so do the replies to Concord's own requests, which say what the events after them are.
final class RoughRoad: Sendable {
  /// Where bytes are on their way to.
  enum Direction: Sendable { case server, client }

  /// What it did.
  struct Deeds: Sendable {
    var connections = 0, cuts = 0, delays = 0, repetitions = 0, reorderings = 0
  }

  private struct State: Sendable {
    var random: SeededRandom
    var isRough = false
    var isStopped = false
    var deeds = Deeds()
    var links: [RoughLink] = []
    var sent: [MessageID: SentRequest] = [:]
  }

  private let state: Mutex<State>
  private let listener: Int32
  private let target: UInt16
  let port: UInt16

  /// A request that whole arrived here, and how often its sender sent it.
  struct SentRequest: Sendable {
    let topic: String
    var count = 0
  }

  /// - Parameter target: the server's port.
  init(to target: Int, seed: UInt64) throws {
    self.target = UInt16(target)
    state = Mutex(State(random: SeededRandom(seed)))
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.loopback(0)
    let isBound = Self.withAddress(&address) { bind(listener, $0, $1) } == 0 && listen(listener, 64) == 0
    guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(listener, $0, &length) }
    }
    self.listener = listener
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in acceptAll() }
  }

  var baseURL: String { "http://127.0.0.1:\(port)" }
  var deeds: Deeds { state.withLock { $0.deeds } }
  /// What clients sent while it was rough.
  var sent: [MessageID: SentRequest] { state.withLock { $0.sent } }

  /// From now on, or no longer.
  func set(rough: Bool) { state.withLock { $0.isRough = rough } }

  func stop() {
    let links = state.withLock { state in
      state.isStopped = true
      return state.links
    }
    shutdown(listener, Int32(SHUT_RDWR))
    for link in links { link.cut() }
  }

  private func acceptAll() {
    while true {
      let client = accept(listener, nil, nil)
      guard client >= 0 else { break }
      let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = Self.loopback(target)
      guard Self.withAddress(&address, { connect(server, $0, $1) }) == 0 else {
        close(client)
        close(server)
        continue
      }
      let link = RoughLink(client: client, server: server)
      let seeds = state.withLock { state in
        state.links.append(link)
        state.deeds.connections += 1
        return (state.random.next(), state.random.next(), state.isStopped)
      }
      if seeds.2 { link.cut() }
      for (direction, seed) in [(Direction.server, seeds.0), (.client, seeds.1)] {
        Thread.detachNewThread { [self] in
          var pump = RoughPump(link, direction, self, SeededRandom(seed))
          pump.run()
          link.cut()
          link.finish()
        }
      }
    }
    close(listener)
  }

  fileprivate var isRough: Bool { state.withLock { $0.isRough } }
  fileprivate func note(_ deed: (inout Deeds) -> Void) { state.withLock { deed(&$0.deeds) } }
  fileprivate func noteSent(_ head: MessageHead) {
    state.withLock { $0.sent[head.id, default: SentRequest(topic: head.topic)].count += 1 }
  }

  private static func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return address
  }

  private static func withAddress(
    _ address: inout sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
  ) -> Int32 {
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }
}

/// One connection of a client, and the one to the server that belongs to it.
final class RoughLink: Sendable {
  fileprivate let client: Int32
  fileprivate let server: Int32
  private let ended = Mutex(0)

  init(client: Int32, server: Int32) {
    self.client = client
    self.server = server
  }

  func cut() {
    ended.withLock { ended in
      guard ended < 2 else { return }
      shutdown(client, Int32(SHUT_RDWR))
      shutdown(server, Int32(SHUT_RDWR))
    }
  }

  /// One direction is over; the descriptors are free when both are.
  fileprivate func finish() {
    ended.withLock { ended in
      ended += 1
      guard ended == 2 else { return }
      close(client)
      close(server)
    }
  }
}

/// Moves the bytes of one direction.
private struct RoughPump {
  let link: RoughLink
  let direction: RoughRoad.Direction
  let road: RoughRoad
  var random: SeededRandom
  private var frames = FrameCutter()
  /// A message that others overtake, and how many still may.
  private var held: (bytes: [UInt8], left: Int)?
  /// How many bytes pass before the connection is cut.
  private var budget: Int

  init(
    _ link: RoughLink, _ direction: RoughRoad.Direction, _ road: RoughRoad, _ random: SeededRandom
  ) {
    self.link = link
    self.direction = direction
    self.road = road
    self.random = random
    budget = Int.random(in: 1000..<12_000, using: &self.random)
  }

  private var source: Int32 { direction == .server ? link.client : link.server }
  private var sink: Int32 { direction == .server ? link.server : link.client }

  mutating func run() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var wait = pollfd(fd: source, events: Int16(POLLIN), revents: 0)
      if held != nil, poll(&wait, 1, 5) == 0 {
        guard release() else { return }
        continue
      }
      let count = recv(source, &buffer, buffer.count, 0)
      guard count > 0 else {
        _ = release()
        return
      }
      for piece in frames.take(buffer[..<count]) where !pass(piece) { return }
    }
  }

  /// One frame, or the handshake's head.
  private mutating func pass(_ piece: FrameCutter.Piece) -> Bool {
    guard road.isRough, let text = piece.text, let head = try? MessageDialect.readHead(text.span.bytes) else {
      return release() && send(piece.bytes)
    }
    if direction == .server { road.noteSent(head) }
    let mayWait = direction == .server || (head.kind != .event && !ReservedTopics.contains(head.topic))
    if mayWait, held == nil, Int.random(in: 0..<5, using: &random) == 0 {
      held = (piece.bytes, Int.random(in: 1...3, using: &random))
      return true
    }
    guard send(piece.bytes) else { return false }
    if Int.random(in: 0..<5, using: &random) == 0 {
      road.note { $0.repetitions += 1 }
      guard send(piece.bytes) else { return false }
    }
    guard let (bytes, left) = held else { return true }
    held = (bytes, left - 1)
    if left == 1 {
      road.note { $0.reorderings += 1 }
      return release()
    }
    return true
  }

  private mutating func release() -> Bool {
    guard let (bytes, _) = held else { return true }
    held = nil
    return send(bytes)
  }

  /// Sends bytes in pieces, with waits in between; false when the connection is cut there.
  private mutating func send(_ bytes: [UInt8]) -> Bool {
    guard road.isRough else { return write(bytes[...]) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let piece = rest.prefix(Int.random(in: 1...max(1, min(rest.count, 600)), using: &random))
      rest = rest.dropFirst(piece.count)
      if budget < piece.count {
        _ = write(piece.prefix(budget))
        road.note { $0.cuts += 1 }
        return false
      }
      budget -= piece.count
      if Int.random(in: 0..<4, using: &random) == 0 {
        road.note { $0.delays += 1 }
        usleep(UInt32.random(in: 0..<3000, using: &random))
      }
      guard write(piece) else { return false }
    }
    return true
  }

  private func write(_ bytes: ArraySlice<UInt8>) -> Bool {
    var bytes = bytes
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.send(sink, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      bytes = bytes.dropFirst(count)
    }
    return true
  }
}
