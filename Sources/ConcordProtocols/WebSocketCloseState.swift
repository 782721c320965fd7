/// The closing handshake (RFC 6455 §7) as a value: events in, what to do out.
///
///     open → (we close) → closing → (peer's close, or timeout, or end of stream) → closed
///     open → (peer closes, or breaks the protocol) → ending → (end of stream or timeout) → closed
public struct WebSocketCloseState: Sendable, Equatable {
  /// What the owner of the socket does next, in this order.
  public struct Steps: Sendable, Equatable {
    /// Send this close frame; it is the last frame sent.
    public var send: CloseFrame?
    /// What to do with the stream below.
    public var stream: Stream = .keep
    /// Tell the application that the connection is over, once.
    public var report: Report?

    public enum Stream: Sendable, Equatable {
      case keep
      /// Send what is queued, end our side, and wait, discarding input, for the peer's end or the timeout.
      case finish
      /// Wait for the peer to end the stream, up to the timeout: a client lets the server do it first (§7.1.1).
      case awaitEnd
      /// End it at once.
      case abort
    }
  }

  /// A close frame to send; no payload when `code` is nil.
  public struct CloseFrame: Sendable, Equatable {
    public var code: UInt16?
    public var reason: String
  }

  /// How a connection ended; 1005 and 1006 are only ever reported, never sent.
  public struct Report: Sendable, Equatable {
    public var code: UInt16
    public var reason: String
  }

  private enum Phase: Sendable, Equatable {
    case open, closing(Report), ending, closed
  }

  private let role: WebSocketRole
  private var phase = Phase.open

  public init(role: WebSocketRole) { self.role = role }

  /// Messages may be sent and are delivered.
  public var isOpen: Bool { phase == .open }

  /// Our close frame is out and the peer's has not come: its messages are read over, its control frames are not.
  public var awaitsPeer: Bool { if case .closing = phase { true } else { false } }

  public var isClosed: Bool { phase == .closed }

  /// The application closes. Does nothing once the connection is closing.
  public mutating func closeLocally(code: UInt16?, reason: String) -> Steps {
    guard phase == .open else { return Steps() }
    phase = .closing(Report(code: code ?? WebSocketCloseCode.noStatus, reason: reason))
    return Steps(send: CloseFrame(code: code, reason: reason))
  }

  /// A close frame arrived: it is answered with its own code (§5.5.1), unless it is the answer.
  public mutating func peerClosed(code: UInt16?, reason: String) -> Steps {
    switch phase {
    case .open:
      phase = .ending
      return Steps(
        send: CloseFrame(code: code, reason: ""), stream: role == .server ? .finish : .awaitEnd,
        report: Report(code: code ?? WebSocketCloseCode.noStatus, reason: reason))
    case .closing(let report):
      phase = .ending
      return Steps(stream: role == .server ? .finish : .awaitEnd, report: report)
    case .ending, .closed: return Steps()
    }
  }

  /// The peer broke the protocol or a limit: it is told, and nothing more is expected of it (§7.1.7).
  public mutating func failed(_ failure: WebSocketFailure) -> Steps {
    switch phase {
    case .open:
      phase = .ending
      return Steps(
        send: CloseFrame(code: failure.code, reason: failure.reason), stream: .finish,
        report: Report(code: failure.code, reason: failure.reason))
    case .closing(let report):
      phase = .ending
      return Steps(stream: .finish, report: report)
    case .ending, .closed: return Steps()
    }
  }

  /// The peer took too long to answer our close, or to end the stream.
  public mutating func timedOut() -> Steps { end(reason: "the closing handshake timed out") }

  /// The stream ended or broke.
  public mutating func streamEnded(reason: String) -> Steps { end(reason: reason) }

  private mutating func end(reason: String) -> Steps {
    defer { phase = .closed }
    switch phase {
    case .open: return Steps(stream: .abort, report: Report(code: WebSocketCloseCode.abnormal, reason: reason))
    case .closing(let report): return Steps(stream: .abort, report: report)
    case .ending: return Steps(stream: .abort)
    case .closed: return Steps()
    }
  }
}
