public import ConcordProtocols

/// One HTTP request on its way. Every call comes on the connection's loop. The connection holds the handler until the
/// answer is given or the request is aborted; after that, no call comes.
public protocol HTTPRequestHandler: AnyObject {
  /// A piece of the body, in order. The memory is only lent for the call.
  func received(_ bytes: UnsafeRawBufferPointer, on exchange: HTTPExchange)

  /// The body is complete; comes at once when the request has none.
  func ended(on exchange: HTTPExchange)

  /// Before there was an answer, the peer went away or broke the rules, was too slow, sent too much, or the server closed.
  /// What can be told to the peer was told.
  func aborted(on exchange: HTTPExchange, _ reason: String)
}

/// A request that a server is answering.
///
/// Invariant (`@unchecked Sendable`): all mutable state is confined to the loop's thread; public members assert it in
/// debug builds. To answer from elsewhere: `exchange.loop.execute { exchange.respond(response) }`.
public final class HTTPExchange: @unchecked Sendable {
  public let head: HTTPRequestHead
  public let loop: EventLoop
  /// The address of the other end; nil when it was gone before the request was decided on.
  public let peer: SocketAddress?
  /// Whether the connection is TLS.
  public let isSecure: Bool
  // Held until the answer, so that a handler may keep the exchange alone.
  private var connection: HTTPServerConnection?

  init(_ head: HTTPRequestHead, _ connection: HTTPServerConnection) {
    self.head = head
    self.connection = connection
    loop = connection.stream.loop
    peer = connection.stream.peer
    isSecure = connection.stream.isSecure
  }

  /// Whether it was answered or aborted.
  public var isOver: Bool {
    loop.preconditionCurrent()
    return connection == nil
  }

  /// Answers the request; only the first answer counts. A response to HEAD is sent without its body. The status is 200 or
  /// more; anything else is answered with 500.
  public func respond(_ response: HTTPResponse) {
    loop.preconditionCurrent()
    let connection = connection
    self.connection = nil
    connection?.respond(response)
  }

  /// Stops reading the body: at most `ConnectionLimits.inputBytes` that were already received wait. No deadline runs.
  public func pauseBody() {
    loop.preconditionCurrent()
    connection?.pauseBody()
  }

  /// Gives what waited, not before this call returns, and reads on.
  public func resumeBody() {
    loop.preconditionCurrent()
    connection?.resumeBody()
  }

  /// The connection's: no answer is possible any more.
  func end() { connection = nil }
}
