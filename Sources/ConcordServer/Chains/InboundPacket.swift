/// What a client sent to a namespace of the packet dialect, on its way through the packet chain.
public struct InboundPacket: Sendable, Equatable {
  /// The event's name, or `performAction`; nil for a frame that is no packet.
  public var name: String?
  /// The packet's data as JSON; of a frame that is no packet, the frame.
  public var data: [UInt8]
  /// Whether a frame that is no packet was binary.
  public var isBinary: Bool

  /// The name of a packet that calls an operation; `_b` on the wire.
  public static let performAction = "sysPerformAction"

  public init(_ name: String?, _ data: [UInt8], isBinary: Bool = false) {
    self.name = name
    self.data = data
    self.isBinary = isBinary
  }

  var isAction: Bool { name == Self.performAction }
}
