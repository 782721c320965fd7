import ConcordCore

/// The language of a namespace's sockets: a codec between text frames and what the server does. Nothing behind it knows
/// which one a connection speaks.
protocol Dialect: Sendable {
  var kind: ServerDefinition.Dialect { get }
  /// True where a connection hears of everything that it may read until it says otherwise.
  var hearsAll: Bool { get }
  /// True where a connection is told also of what it changed itself, beside the reply.
  var hearsOwn: Bool { get }
  /// True where subscribing to an entity ends with its deletion.
  var endsWithEntity: Bool { get }

  /// Reads a text frame.
  ///
  /// - Throws: why it cannot be read, and as much of the frame as the sender needs to know which one it was.
  func read(_ frame: RawSpan) throws(Unreadable) -> Inbound

  /// Writes what a connection is told first; nothing where there is no such frame.
  func welcome(_ hello: ServerHello, to writer: inout JSONWriter)

  /// Writes the answer to a call; `output` writes what the handler gave.
  func reply(_ reply: Reply, to writer: inout JSONWriter, output: (inout JSONWriter) -> Void)

  /// Writes an error; without a correlation the sender cannot be told which frame it is about.
  func refuse(_ error: ConcordError, _ correlation: Correlation?, topic: String?, to writer: inout JSONWriter)

  /// Writes what happened.
  ///
  /// - Returns: false when this dialect has no frame for it; nothing is written then.
  func tell(_ news: News, to writer: inout JSONWriter) -> Bool

  /// Writes that a subscription began.
  func subscribed(_ subscription: Subscription, _ start: SubscriptionStart, to writer: inout JSONWriter)

  /// Writes that a subscription ended.
  func unsubscribed(_ subscription: Subscription, to writer: inout JSONWriter)

  /// Writes that the sign-in ends in so many seconds and a fresh token is wanted; nothing where there is no such frame.
  func askForToken(seconds: Int, to writer: inout JSONWriter)

  /// Writes that the server goes away, within so many seconds; nothing where there is no such frame.
  func drain(seconds: Int, to writer: inout JSONWriter)

  /// Writes that a fresh token was taken.
  func renewed(_ correlation: Correlation, expiresAt: Timestamp?, to writer: inout JSONWriter)
}

extension Dialect {
  var hearsAll: Bool { false }
  var hearsOwn: Bool { false }
  var endsWithEntity: Bool { false }
  func welcome(_ hello: ServerHello, to writer: inout JSONWriter) {}
  func subscribed(_ subscription: Subscription, _ start: SubscriptionStart, to writer: inout JSONWriter) {}
  func unsubscribed(_ subscription: Subscription, to writer: inout JSONWriter) {}
  func askForToken(seconds: Int, to writer: inout JSONWriter) {}
  func drain(seconds: Int, to writer: inout JSONWriter) {}
  func renewed(_ correlation: Correlation, expiresAt: Timestamp?, to writer: inout JSONWriter) {}
}

/// A frame that means nothing in its dialect.
struct Unreadable: Error {
  let error: ConcordError
  var correlation: Correlation?
  var topic: String?
}

/// An answered call, but for its output.
struct Reply {
  let correlation: Correlation
  let route: Route
  let mark: StoreMark
}
