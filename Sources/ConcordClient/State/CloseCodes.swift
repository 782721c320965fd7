/// What close codes (RFC 6455 §7.4) say about coming back.
enum CloseCodes {
  /// Codes after which a client connects again; after any other it would only meet the same end, or is not wanted.
  ///
  /// 1001: going away. 1005 and 1006: no code, no close handshake. 1011 to 1014: failures of a server or what stands before
  /// it, which pass. Of Concord's own and an application's codes the lower half of each range.
  private static let invitations: [ClosedRange<UInt16>] = [
    1001...1001, 1005...1006, 1011...1014, 3000...3499, 4000...4499,
  ]

  /// The token that the connection was made with is too old: the next one needs a fresh one.
  static let signInExpired: UInt16 = 3001

  static func invitesReconnect(_ code: UInt16) -> Bool { invitations.contains { $0.contains(code) } }
}
