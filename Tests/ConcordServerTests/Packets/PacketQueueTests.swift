import Testing

@testable import ConcordServer

@Suite struct PacketQueueTests {
  private static func packet(_ number: Int) -> InboundPacket { InboundPacket("n", Array("\(number)".utf8)) }

  /// With somebody always waiting it grows no longer, and keeps the order.
  @Test func placesAreGivenBack() {
    var queue = PacketQueue()
    for number in 0..<5 { queue.append(Self.packet(number)) }
    for number in 5..<10_000 {
      queue.append(Self.packet(number))
      #expect(queue.takeFirst() == Self.packet(number - 5))
      #expect(queue.count == 5 && queue.places <= 64)
    }
    for number in 9_995..<10_000 { #expect(queue.takeFirst() == Self.packet(number)) }
    #expect(queue.takeFirst() == nil && queue.count == 0 && queue.places == 0)
  }
}
