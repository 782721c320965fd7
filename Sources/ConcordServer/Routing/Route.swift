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

  /// Reads the input and queues a call for the handler, on the caller's loop.
  func start(_ correlation: Correlation, _ payload: RawSpan, for caller: any Caller)
}

/// One operation and its handler.
final class TypedRoute<Input: JSONCodable, Output: JSONCodable>: Route {
  private let operation: Operation<Input, Output>
  private let handler: @Sendable (Input, RequestContext) async throws -> Output

  init(
    _ operation: Operation<Input, Output>, _ handler: @escaping @Sendable (Input, RequestContext) async throws -> Output
  ) {
    self.operation = operation
    self.handler = handler
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
    caller.enqueue(
      TypedCall(
        input, caller.context(correlation, self), handler, self, correlation, bytes: payload.byteCount, for: caller, hub
      ))
  }
}
