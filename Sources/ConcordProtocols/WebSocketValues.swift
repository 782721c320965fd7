/// Which end of a connection this is: it decides who masks (RFC 6455 §5.1) and who closes TCP first (§7.1.1).
public enum WebSocketRole: Sendable, Equatable {
  case server, client
}

/// What a message carries (RFC 6455 §5.6).
public enum WebSocketMessageKind: Sendable, Equatable {
  /// Valid UTF-8.
  case text
  case binary
}

/// Frame opcodes (RFC 6455 §5.2); all others are reserved and refused.
public enum WebSocketOpcode: UInt8, Sendable {
  case continuation = 0x0
  case text = 0x1
  case binary = 0x2
  case close = 0x8
  case ping = 0x9
  case pong = 0xA

  /// Control frames may stand between the fragments of a message (RFC 6455 §5.5).
  public var isControl: Bool { rawValue & 0x8 != 0 }

  public init(_ kind: WebSocketMessageKind) { self = kind == .text ? .text : .binary }
}

/// The bounds of what a peer may send.
public struct WebSocketLimits: Sendable, Equatable {
  /// The longest message in bytes, all fragments together; a longer one fails the connection with 1009.
  public var maxMessageBytes: Int

  public init(maxMessageBytes: Int = 64 * 1024) { self.maxMessageBytes = maxMessageBytes }
}

/// A status code of a close frame (RFC 6455 §7.4).
public enum WebSocketCloseCode {
  public static let normal: UInt16 = 1000
  /// The server drains or the page is left.
  public static let goingAway: UInt16 = 1001
  public static let protocolError: UInt16 = 1002
  public static let unsupportedData: UInt16 = 1003
  /// Never sent: the close frame carried no code.
  public static let noStatus: UInt16 = 1005
  /// Never sent: the connection ended without a close frame.
  public static let abnormal: UInt16 = 1006
  public static let invalidPayload: UInt16 = 1007
  public static let tooBig: UInt16 = 1009
  /// The server begins anew with whoever comes back: what it knew of the connection does not hold any more.
  public static let serviceRestart: UInt16 = 1012
  /// Concord: the sign-in has expired, and nobody renewed it; come back with a fresh token.
  public static let signInExpired: UInt16 = 3001
  /// Concord: the session has ended; there is nothing to come back with.
  public static let notSignedIn: UInt16 = 3501
  /// Concord: the peer reads slower than what is sent to it, and its output limit is reached.
  public static let slowReader: UInt16 = 3008

  /// Whether a code may stand in a close frame: the defined ones without 1004 to 1006 and 1015, and the ranges for
  /// libraries and applications (RFC 6455 §7.4.2 and the IANA registry, which added 1012 to 1014).
  public static func maySend(_ code: UInt16) -> Bool {
    switch code {
    case 1000...1003, 1007...1014, 3000...4999: true
    default: false
    }
  }
}

/// Why a connection must be failed, with the close code that says so (RFC 6455 §7.1.7).
public struct WebSocketFailure: Error, Sendable, Equatable, CustomStringConvertible {
  public var code: UInt16
  /// At most 123 bytes, so that it fits a close frame.
  public var reason: String

  public init(code: UInt16, reason: String) {
    self.code = code
    self.reason = reason
  }

  public var description: String { "WebSocket failure \(code): \(reason)" }

  static func protocolError(_ reason: String) -> Self { Self(code: WebSocketCloseCode.protocolError, reason: reason) }
  static func invalidPayload(_ reason: String) -> Self { Self(code: WebSocketCloseCode.invalidPayload, reason: reason) }
  static func tooBig(_ reason: String) -> Self { Self(code: WebSocketCloseCode.tooBig, reason: reason) }
}
