/// Packets that wait for their turn, first in, first out.
struct PacketQueue {
  private var packets: [InboundPacket] = []
  /// Those before it were taken.
  private var next = 0

  /// So many places may be empty before they are given back.
  private static let slack = 16

  var count: Int { packets.count - next }
  /// How many places it has, the empty ones among them.
  var places: Int { packets.count }

  mutating func append(_ packet: InboundPacket) { packets.append(packet) }

  mutating func takeFirst() -> InboundPacket? {
    guard next < packets.count else { return nil }
    let packet = packets[next]
    next += 1
    // A queue that always has somebody waiting is never empty: places are given back now and then, too.
    if next == packets.count {
      removeAll()
    } else if next >= Self.slack, next > packets.count / 2 {
      packets.removeFirst(next)
      next = 0
    }
    return packet
  }

  mutating func removeAll() {
    packets = []
    next = 0
  }
}
