import ConcordCore

/// What makes two requests the same: who sent them, where to, and under which id.
struct RequestKey: Hashable, Sendable {
  /// Whose ids they are.
  enum Owner: Hashable, Sendable {
    /// Everything that one account sends, over whatever connections.
    case principal(String)
    /// One connection of somebody who signed in, where ids count within it.
    case connection(UInt64)
    /// Whoever did not sign in is known by its connection alone.
    case stranger(UInt64)

    var isStranger: Bool { if case .stranger = self { true } else { false } }
    /// What it sent is forgotten with its connection.
    var isConnection: Bool { if case .principal = self { false } else { true } }
  }

  /// The sender's id of the request.
  enum ID: Hashable, Sendable {
    /// The message dialect's `messageId`.
    case message(MessageID)
    /// The number of a packet's action, which counts within its connection.
    case packet(Int)
    /// The header `Idempotency-Key` of an HTTP request.
    case header(String)
  }

  let owner: Owner
  /// The number of the namespace, or `http`.
  let namespace: Int
  let topic: String
  let id: ID

  /// HTTP is a namespace by itself.
  static let http = -1

  init(owner: Owner, namespace: Int, topic: String, id: ID) {
    self.owner = owner
    self.namespace = namespace
    self.topic = topic
    self.id = id
  }

  /// That of a form over HTTP whose `Idempotency-Key` is a message's id.
  init(upload id: MessageID, to topic: String, of principal: String) {
    self.init(owner: .principal(principal), namespace: Self.http, topic: topic, id: .header(id.description))
  }

  /// What keeping it costs in bytes, about.
  var bytes: Int {
    switch id {
    case .message(.uuid), .packet: 64
    case .message(.text(let text)), .header(let text): 64 + text.utf8.count
    }
  }
}

/// A request that is answered once: its key, and what tells whether its payload is the same. An object, so that calls that
/// have none of it are no larger.
final class OnceOnly: Sendable {
  let key: RequestKey
  /// Of the payload and what came beside it; seeded by chance at the start of the process, so nobody can aim at one.
  let digest: Int

  init(_ key: RequestKey, _ payload: RawSpan) {
    self.key = key
    var hasher = Hasher()
    hasher.combine(payload.byteCount)
    payload.withUnsafeBytes { hasher.combine(bytes: $0) }
    digest = hasher.finalize()
  }

  private init(_ key: RequestKey, digest: Int) {
    self.key = key
    self.digest = digest
  }

  /// The same, with what came beside the payload.
  func with(_ other: Int) -> OnceOnly { OnceOnly(key, digest: digest ^ other) }
}

/// How a request ended, in no dialect.
enum RecordedAnswer: Sendable, Equatable {
  /// The output as JSON.
  case output([UInt8], StoreMark)
  case error(ConcordError)

  /// Whether the same request would be answered the same again. What passes by itself is worth another try.
  var lasts: Bool {
    switch self {
    case .output: true
    case .error(let error): !error.isRetryable
    }
  }

  var bytes: Int {
    switch self {
    case .output(let json, _): json.count
    case .error(let error):
      error.message.utf8.count + (error.field?.utf8.count ?? 0) + (error.content?.utf8.count ?? 0)
    }
  }
}
