import ConcordCore

/// What answers one topic, without its types. Its facts are stored here, where every request reads them without asking
/// for types.
class Route: @unchecked Sendable {
  let topic: String
  let kind: OperationKind
  /// How long a handler may take.
  let timeout: Duration
  /// The roles of which a caller needs one.
  let roles: [String]
  /// What of the caller's the entity has to be; nil: anybody's.
  let owner: OwnerRule?
  /// Whether callers need no sign-in.
  let isOpen: Bool
  /// The codes that handlers may throw beside those of `ErrorCode.table`.
  let errors: [ErrorCode]
  /// The route over HTTP, where there is one.
  let http: HTTPRoute?
  /// A file that the operation takes, which only a form over HTTP can carry.
  let file: String?
  /// What of the input can stand in a path or a query; nothing where there is no route over HTTP.
  let inputMembers: InputMembers
  /// Among the server's operations, in the order in which they were registered.
  let number: Int

  init<Input: JSONCodable, Output>(_ operation: Operation<Input, Output>, number: Int) {
    topic = operation.topic
    kind = operation.kind
    timeout = operation.timeout
    roles = operation.roles
    owner = operation.owner
    isOpen = operation.isOpen
    errors = operation.errors
    http = operation.http
    file = operation.http?.files.first
    inputMembers = operation.http == nil ? InputMembers(of: Empty.self) : InputMembers(of: Input.self)
    self.number = number
  }

  /// Reads the input and queues a call for the handler, on the caller's loop.
  func start(_ correlation: Correlation, _ payload: RawSpan, for caller: any Caller) {
    preconditionFailure("a route without types")
  }
}

/// One operation and its handler.
final class TypedRoute<Input: JSONCodable, Output: JSONCodable>: Route, @unchecked Sendable {
  private let operation: Operation<Input, Output>
  private let handler: @Sendable (Input, RequestContext) async throws -> Output
  /// Whether a request is done once, however often it comes: it changes something, and does more when it is repeated or is
  /// an upload, which is dear.
  private let isOnceOnly: Bool
  // Kept, for finding a generic type costs more than making one.
  private let callType = TypedCall<Input, Output>.self

  init(
    _ operation: Operation<Input, Output>, number: Int = 0,
    _ handler: @escaping @Sendable (Input, RequestContext) async throws -> Output
  ) {
    self.operation = operation
    isOnceOnly =
      operation.kind != .get && operation.kind != .list
      && (!operation.isIdempotent || operation.http?.files.isEmpty == false)
    self.handler = handler
    super.init(operation, number: number)
  }

  override func start(_ correlation: Correlation, _ payload: RawSpan, for caller: any Caller) {
    var reader = JSONReader(payload)
    let input = operation.readInput(from: &reader)
    reader.finish()
    if let failure = reader.failure {
      return caller.refuse(ConcordError(invalid: failure, in: payload), correlation, topic)
    }
    guard let hub = caller.hub else { return }
    let call = callType.init(
      input, caller.context(correlation, self, bytes: payload.byteCount), handler, self, correlation,
      bytes: payload.byteCount, for: caller, hub)
    if isOnceOnly { call.once = caller.requestKey(correlation, self).map { OnceOnly($0, payload) } }
    caller.enqueue(call)
  }
}
