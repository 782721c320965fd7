import ConcordCore

/// How often something may be tried within a window. A peer is an address on the network, or 64 bits of one of IPv6; callers
/// behind one proxy share it.
public struct AttemptRules: Sendable, Equatable {
  /// How long attempts count.
  public var window = Duration.seconds(15 * 60)
  /// Log-ins that come to nothing, for one address and from one peer.
  public var loginsPerAddress = 20, loginsPerPeer = 100
  /// New accounts from one peer.
  public var registrationsPerPeer = 20
  /// Letters to one address, that of a registration included, and asked for by one peer.
  public var lettersPerAddress = 3, lettersPerPeer = 20
  /// Codes of letters that one peer tries.
  public var codesPerPeer = 50

  public init() {}
}

/// What is counted.
enum Attempt: Hashable, Sendable {
  case login(String), loginFrom(PeerNetwork)
  case registrationFrom(PeerNetwork)
  case letter(String), letterFrom(PeerNetwork)
  case codeFrom(PeerNetwork)
}
