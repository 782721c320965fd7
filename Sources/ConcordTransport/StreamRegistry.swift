/// The open sockets of a loop, in no order, and where the ping sweep stands among them.
struct StreamRegistry {
  private var streams: [SocketStream] = []
  private var generation: UInt32 = 0
  private var next = -1

  var isEmpty: Bool { streams.isEmpty }

  /// A copy, so that its reader may end streams.
  var all: [SocketStream] { streams }

  mutating func add(_ stream: SocketStream) {
    stream.slot = streams.count
    stream.sweptIn = generation
    streams.append(stream)
  }

  mutating func remove(_ stream: SocketStream) {
    let last = streams.removeLast()
    guard last !== stream else { return }
    streams[stream.slot] = last
    last.slot = stream.slot
  }

  /// Starts a sweep over all that are here now.
  mutating func beginSweep() {
    generation &+= 1
    next = streams.count - 1
  }

  /// The next stream to visit. From the end to the start: removal fills a hole with the last stream, which was visited
  /// and is known by its generation.
  mutating func nextToSweep() -> SocketStream? {
    next = min(next, streams.count - 1)
    while next >= 0 {
      let stream = streams[next]
      next -= 1
      if stream.sweptIn != generation {
        stream.sweptIn = generation
        return stream
      }
    }
    return nil
  }
}
