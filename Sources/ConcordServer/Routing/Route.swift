import ConcordCore

/// What answers one topic, without its types.
protocol Route: AnyObject, Sendable {
  var topic: String { get }
  var kind: OperationKind { get }
  /// How long a handler may take.
  var timeout: Duration { get }
  /// The roles of which a caller needs one.
  var roles: [String] { get }
  /// What of the caller's the entity has to be; nil: anybody's.
  var owner: OwnerRule? { get }
  /// Whether callers need no sign-in.
  var isOpen: Bool { get }
  /// The codes that handlers may throw beside those of `ErrorCode.table`.
  var errors: [ErrorCode] { get }
  /// The route over HTTP, where there is one.
  var http: HTTPRoute? { get }
  /// What of the input can stand in a path or a query; nothing where there is no route over HTTP.
  var inputMembers: InputMembers { get }
  /// Among the server's operations, in the order in which they were registered.
  var number: Int { get }

  /// Reads the input and queues a call for the handler, on the caller's loop.
  func start(_ correlation: Correlation, _ payload: RawSpan, for caller: any Caller)
}

/// One operation and its handler.
final class TypedRoute<Input: JSONCodable, Output: JSONCodable>: Route {
  private let operation: Operation<Input, Output>
  private let handler: @Sendable (Input, RequestContext) async throws -> Output
  let inputMembers: InputMembers
  let number: Int
  /// Whether a request is done once, however often it comes: it changes something, and does more when it is repeated.
  private let isOnceOnly: Bool

  init(
    _ operation: Operation<Input, Output>, number: Int = 0,
    _ handler: @escaping @Sendable (Input, RequestContext) async throws -> Output
  ) {
    self.operation = operation
    self.number = number
    isOnceOnly = operation.kind != .get && operation.kind != .list && !operation.isIdempotent
    self.handler = handler
    inputMembers = operation.http == nil ? InputMembers(of: Empty.self) : InputMembers(of: Input.self)
  }

  var topic: String { operation.topic }
  var kind: OperationKind { operation.kind }
  var timeout: Duration { operation.timeout }
  var roles: [String] { operation.roles }
  var owner: OwnerRule? { operation.owner }
  var isOpen: Bool { operation.isOpen }
  var errors: [ErrorCode] { operation.errors }
  var http: HTTPRoute? { operation.http }

  func start(_ correlation: Correlation, _ payload: RawSpan, for caller: any Caller) {
    var reader = JSONReader(payload)
    let input = operation.readInput(from: &reader)
    reader.finish()
    if let failure = reader.failure {
      return caller.refuse(ConcordError(invalid: failure, in: payload), correlation, topic)
    }
    guard let hub = caller.hub else { return }
    let call = TypedCall(
      input, caller.context(correlation, self), handler, self, correlation, bytes: payload.byteCount, for: caller, hub)
    if isOnceOnly { call.once = caller.requestKey(correlation, self).map { OnceOnly($0, payload) } }
    caller.enqueue(call)
  }
}
