/// A piece of a chain: what happens to every connection, or to every packet, of the namespaces that it is for.
///
/// A stage has a name, which a server's file and other stages use, and says by names what it comes after. Where
/// that leaves a choice, stages keep the order of the server's file, or without one: the runtime's first, then others as they were
/// registered.
public protocol ChainStage: Sendable {
  /// Unlike that of any other stage of the chain.
  var name: String { get }
  /// The stages that come before this one; the chain has to have them.
  var dependencies: [String] { get }
  /// The stages that come after this one, where the chain has them.
  var dependents: [String] { get }
  /// The namespaces that it is for; empty: all.
  var match: [NamespacePattern] { get }
  /// The namespaces that it is not for, though they match.
  var ignore: [NamespacePattern] { get }
}

extension ChainStage {
  public var dependencies: [String] { [] }
  public var dependents: [String] { [] }
  public var match: [NamespacePattern] { [] }
  public var ignore: [NamespacePattern] { [] }

  /// Whether a namespace's chain has the stage.
  func isFor(_ namespace: String) -> Bool {
    if ignore.contains(where: { $0.matches(namespace) }) { return false }
    return match.isEmpty || match.contains { $0.matches(namespace) }
  }
}

/// Namespaces by path, `"/ssrhmr"`, or by a question, `.where { $0.hasPrefix("/admin") }`.
public struct NamespacePattern: Sendable, ExpressibleByStringLiteral {
  let matches: @Sendable (String) -> Bool

  /// The namespace with this path.
  public init(_ path: String) { matches = { $0 == path } }
  public init(stringLiteral path: String) { self.init(path) }
  private init(_ matches: @escaping @Sendable (String) -> Bool) { self.matches = matches }

  /// Every namespace whose path gives true.
  public static func `where`(_ matches: @escaping @Sendable (_ path: String) -> Bool) -> NamespacePattern {
    NamespacePattern(matches)
  }
}

/// A stage of the connection chain: it meets each connection of its namespaces before the upgrade, and once more when the
/// connection is over.
public protocol ConnectionStage: ChainStage {
  /// The connection asks to be opened. The stages are entered one after the other, before the upgrade, within the time for the
  /// handshake.
  ///
  /// - Throws: a `ConcordError` refuses the handshake with the HTTP status of its code and its message; no later stage is
  ///   entered. Anything else is the server's fault: 500, and the reason in the log.
  func enter(_ connection: ConnectionContext) async throws

  /// The connection is over, or was refused by a later stage. It is called once for each stage that was entered, in the same
  /// order; what it throws is logged, and the next stage is left all the same.
  func exit(_ connection: ConnectionContext) async throws
}

extension ConnectionStage {
  public func enter(_ connection: ConnectionContext) async throws {}
  public func exit(_ connection: ConnectionContext) async throws {}
}

/// A stage of the packet chain: it meets what clients send, packet after packet of a connection.
public protocol PacketStage: ChainStage {
  /// A packet came. The next packet of the connection waits until this one has gone through the chain, though not for the
  /// answer of an action.
  ///
  /// - Returns: what the next stage gets; nil when the packet goes no further.
  /// - Throws: a `ConcordError` answers the packet; anything else does so as `INTERNAL`, and its reason is in the log.
  func enter(_ packet: InboundPacket, _ connection: ConnectionContext) async throws -> InboundPacket?

  /// The packet is done: an action was answered, or nothing can answer it any more. It is called once for each stage that
  /// was entered, in the same order, with the packet as it left the last of them; what it throws is logged.
  func exit(_ packet: InboundPacket, _ connection: ConnectionContext) async throws
}

extension PacketStage {
  public func exit(_ packet: InboundPacket, _ connection: ConnectionContext) async throws {}
}
