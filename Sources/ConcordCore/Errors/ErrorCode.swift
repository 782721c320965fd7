/// A code that travels in an error, in UPPER_SNAKE case: one of the table below, or one that a contract declares.
public struct ErrorCode: Hashable, Sendable, CustomStringConvertible {
  /// The code on the wire.
  public let text: String
  /// The HTTP status that carries the error (RFC 9110 §15); the packet dialect's `c` is the same number.
  public let httpStatus: Int
  /// True when the same request may succeed later without a change.
  public let isRetryable: Bool

  /// - Parameter isRetryable: what the status says when nil: too many requests, unavailable and gateway timeout pass
  ///   (RFC 6585 §4, RFC 9110 §15.6.4 and §15.6.5).
  public init(_ text: String, httpStatus: Int, isRetryable: Bool? = nil) {
    self.text = text
    self.httpStatus = httpStatus
    self.isRetryable = isRetryable ?? [429, 503, 504].contains(httpStatus)
  }

  /// The code of the table with this text, or one that this build does not know, taken as a final error of the server.
  public init(wire text: String) {
    self = Self.table.first { $0.text == text } ?? ErrorCode(text, httpStatus: 500)
  }

  public var description: String { text }

  /// Codes are the same when their texts are.
  public static func == (left: ErrorCode, right: ErrorCode) -> Bool { left.text == right.text }
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension ErrorCode {
  /// The frame is no message at all: not JSON, no topic, no id.
  public static let malformed = ErrorCode("MALFORMED", httpStatus: 400)
  /// The payload does not fit the operation's input.
  public static let invalidInput = ErrorCode("INVALID_INPUT", httpStatus: 400)
  /// Sign in first.
  public static let unauthenticated = ErrorCode("UNAUTHENTICATED", httpStatus: 401)
  /// Signed in, but not allowed.
  public static let forbidden = ErrorCode("FORBIDDEN", httpStatus: 403)
  /// The entity does not exist, or is not yours to see.
  public static let notFound = ErrorCode("NOT_FOUND", httpStatus: 404)
  /// No operation has this topic.
  public static let unknownTopic = ErrorCode("UNKNOWN_TOPIC", httpStatus: 404)
  /// The path has operations, but none with this method (RFC 9110 §15.5.6).
  public static let methodNotAllowed = ErrorCode("METHOD_NOT_ALLOWED", httpStatus: 405)
  /// The message's type is none that a client may send.
  public static let wrongType = ErrorCode("WRONG_TYPE", httpStatus: 400)
  /// An entity with this key exists.
  public static let alreadyExists = ErrorCode("ALREADY_EXISTS", httpStatus: 409)
  /// The entity has children, or others refer to it, and a contract protects it.
  public static let restricted = ErrorCode("RESTRICTED", httpStatus: 409)
  /// The entity changed since it was read; or, with a field, another entity has the value that has to be unique.
  public static let conflict = ErrorCode("CONFLICT", httpStatus: 409, isRetryable: true)
  /// The message is larger than the limit.
  public static let tooLarge = ErrorCode("TOO_LARGE", httpStatus: 413)
  /// The server is at a limit of its own.
  public static let overloaded = ErrorCode("OVERLOADED", httpStatus: 503)
  /// The server is going away and takes no new requests.
  public static let draining = ErrorCode("DRAINING", httpStatus: 503)
  /// No answer before the deadline; whether the operation happened is not known.
  public static let timeout = ErrorCode("TIMEOUT", httpStatus: 504)
  /// The connection went away; whether the operation happened is not known.
  public static let connectionClosed = ErrorCode("CONNECTION_CLOSED", httpStatus: 503)
  /// Whoever called gave up waiting; whether the operation happened is not known.
  public static let cancelled = ErrorCode("CANCELLED", httpStatus: 499)
  /// The server's fault; the incident id in the message finds the log entry.
  public static let internalError = ErrorCode("INTERNAL", httpStatus: 500)
  /// What came from the server does not fit the contract that this client was built from.
  public static let invalidReply = ErrorCode("INVALID_REPLY", httpStatus: 502)
  /// What was missed cannot be told any more: read everything anew.
  public static let reload = ErrorCode("RELOAD", httpStatus: 410)
  /// The id of the request was used for another one, with another input.
  public static let idempotencyMismatch = ErrorCode("IDEMPOTENCY_MISMATCH", httpStatus: 422)

  /// Every code that Concord itself uses.
  public static let table: [ErrorCode] = [
    .malformed, .invalidInput, .unauthenticated, .forbidden, .notFound, .unknownTopic, .methodNotAllowed, .wrongType,
    .alreadyExists, .restricted, .conflict, .tooLarge, .overloaded, .draining, .timeout, .connectionClosed, .cancelled,
    .internalError, .invalidReply, .reload, .idempotencyMismatch,
  ]
}
