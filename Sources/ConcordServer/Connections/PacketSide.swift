import ConcordCore

/// What a connection of the packet dialect has beside the others.
///
/// Invariant (`@unchecked Sendable`): touched on its loop's thread only, but for the constants.
final class PacketSide: @unchecked Sendable {
  let passage: ConnectionPassage
  /// The packet chain of its namespace.
  let links: [PacketLink]
  let chains: Chains
  /// Packets go through the chain one after the other; those that wait for their turn.
  private var waiting = PacketQueue()
  var isWalking = false
  /// Stages that are left when an action is answered.
  private var turns: [Int: PacketTurn] = [:]
  private var lastTurn = 0

  /// At so many waiting packets the socket is not read.
  private static let most = 16

  init(_ passage: ConnectionPassage, _ chains: Chains) {
    self.passage = passage
    self.chains = chains
    links = chains.packet(of: passage.context.namespace)
    isPlain = !links.contains { if case .stage = $0 { true } else { false } }
  }

  var context: ConnectionContext { passage.context }
  /// No stage in the chain waits for anything.
  let isPlain: Bool
  var isAtLimit: Bool { waiting.count >= Self.most }

  func append(_ packet: InboundPacket) { waiting.append(packet) }

  func takeNext() -> InboundPacket? { waiting.takeFirst() }

  func keep(_ turn: PacketTurn) -> Int {
    lastTurn += 1
    turns[lastTurn] = turn
    return lastTurn
  }

  func take(_ turn: Int) -> PacketTurn? { turns.removeValue(forKey: turn) }

  /// Nothing is answered any more.
  func takeAll() -> [PacketTurn] {
    waiting.removeAll()
    defer { turns = [:] }
    return turns.sorted { $0.key < $1.key }.map(\.value)
  }
}

/// Stages that a packet has entered, and the packet as it left the last of them.
struct PacketTurn: Sendable {
  var entered: [any PacketStage] = []
  var packet: InboundPacket
}
