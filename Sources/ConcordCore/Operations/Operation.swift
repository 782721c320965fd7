/// One operation of a contract: its topic, the types that go in and come out, and how it behaves.
///
/// The generated tables (`TenantOperations`) hold one per operation; the server registers handlers from them and
/// the client calls through them, so both sides agree by construction.
public struct Operation<Input: JSONCodable, Output: JSONCodable>: Sendable {
  /// `entity:verb_entity`, what a request carries.
  public let topic: String
  /// What the operation does to an entity, for caches.
  public let kind: OperationKind
  /// True when sending the same request twice does no more than sending it once, so that a client may retry.
  public let isIdempotent: Bool
  /// How long a caller waits, and the server lets a handler run.
  public let timeout: Duration
  /// How a client repeats an idempotent request that may succeed later.
  public let retry: RetryPolicy
  /// The codes that handlers may throw beside those of `ErrorCode.table`.
  public let errors: [ErrorCode]
  /// The roles of which a caller needs one; with none, every signed-in caller may call.
  public let roles: [String]
  /// What of a caller's the entity has to be; nil: anybody's.
  public let owner: OwnerRule?
  /// Whether callers need no sign-in: `access: anyone`.
  public private(set) var isOpen = false
  /// The client's events around the operation, nil with `events: none`.
  public let events: OperationEvents<Input, Output>?
  /// Where it is reached over HTTP; nil: nowhere.
  public let http: HTTPRoute?
  /// A draft leaves out what only the server sets; `Draft` explains.
  let readsDraft: @Sendable (inout JSONReader) -> Input
  let writesDraft: @Sendable (Input, inout JSONWriter) -> Void

  /// An operation with its own name.
  public init(
    _ topic: String, kind: OperationKind = .custom, idempotent: Bool = false, timeout: Duration = .seconds(30),
    retry: RetryPolicy = .never, errors: [ErrorCode] = [], roles: [String] = [],
    owner: OwnerRule? = nil, events: OperationEvents<Input, Output>? = nil, http: HTTPRoute? = nil
  ) {
    self.init(
      topic, kind: kind, idempotent: idempotent, timeout: timeout, retry: retry, errors: errors, roles: roles,
      owner: owner, events: events, http: http,
      read: { Input.decode(from: &$0) }, write: { $0.encode(to: &$1) })
  }

  init(
    _ topic: String, kind: OperationKind, idempotent: Bool, timeout: Duration, retry: RetryPolicy,
    errors: [ErrorCode], roles: [String], owner: OwnerRule?, events: OperationEvents<Input, Output>?, http: HTTPRoute?,
    read: @escaping @Sendable (inout JSONReader) -> Input,
    write: @escaping @Sendable (Input, inout JSONWriter) -> Void
  ) {
    self.topic = topic
    self.kind = kind
    self.isIdempotent = idempotent
    self.timeout = timeout
    self.retry = retry
    self.errors = errors
    self.roles = roles
    self.owner = owner
    self.events = events
    self.http = http
    self.readsDraft = read
    self.writesDraft = write
  }

  /// The same operation, open to callers who did not sign in.
  public var forAnyone: Operation {
    var operation = self
    operation.isOpen = true
    return operation
  }

  /// Reads the input of a request, where values have to be known and keep the rules of their fields; the caller checks
  /// the reader's failure.
  public func readInput(from reader: inout JSONReader) -> Input {
    reader.isInput = true
    return readsDraft(&reader)
  }

  /// Writes the input of a request.
  public func writeInput(_ input: Input, to writer: inout JSONWriter) { writesDraft(input, &writer) }
}

extension Operation where Input: Entity {
  /// An operation of a contract's own that takes what `create` takes: the entity without what only the server sets.
  public init(
    draft topic: String, idempotent: Bool = false, timeout: Duration = .seconds(30), retry: RetryPolicy = .never,
    errors: [ErrorCode] = [], roles: [String] = [], owner: OwnerRule? = nil,
    events: OperationEvents<Input, Output>? = nil, http: HTTPRoute? = nil
  ) {
    self.init(
      topic, kind: .custom, idempotent: idempotent, timeout: timeout, retry: retry, errors: errors, roles: roles,
      owner: owner, events: events, http: http,
      read: { Draft.decode(Input.self, from: &$0) }, write: { $0.encode(to: &$1, draft: true) })
  }
}

/// What an operation does to the stored entity, if it is one of the conventional five.
public enum OperationKind: Sendable {
  case create, update, delete, get, list, custom
}

/// When and how often a client repeats a request: `retries: 3` means four attempts.
public struct RetryPolicy: Sendable, Equatable {
  public var retries: Int
  /// The wait before the first repetition; it doubles up to `maximum`, and jitter shortens each by up to half.
  public var first: Duration, maximum: Duration

  public init(retries: Int, first: Duration = .seconds(1), maximum: Duration = .seconds(4)) {
    self.retries = retries
    self.first = first
    self.maximum = maximum
  }

  public static var never: RetryPolicy { RetryPolicy(retries: 0) }

  /// The wait before attempt `attempt`, where the first repetition is 1; before jitter.
  public func wait(before attempt: Int) -> Duration { min(maximum, first * (1 << max(0, min(attempt - 1, 20)))) }
}

/// What a failure event carries: why, and the input that was refused.
public struct Failure<Input: Sendable>: Sendable {
  public let error: ConcordError
  public let input: Input

  public init(error: ConcordError, input: Input) {
    self.error = error
    self.input = input
  }
}

/// The operations of one contract; generated.
public protocol OperationGroup: Sendable {
  /// The one value of the table.
  static var table: Self { get }
}
