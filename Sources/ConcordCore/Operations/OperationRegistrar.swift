/// Takes handlers for operations; the server is one. The generated `handle(tenant:)` is an extension on it.
public protocol OperationRegistrar {
  /// Registers what answers requests on the operation's topic. The last registration of a topic counts.
  func register<Input, Output>(
    _ operation: Operation<Input, Output>,
    _ handler: @escaping @Sendable (Input, RequestContext) async throws -> Output)

  /// True when the topic has a handler.
  func hasHandler(for topic: String) -> Bool
}
