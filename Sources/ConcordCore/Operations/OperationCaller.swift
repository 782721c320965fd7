/// Calls operations; the client is one, and so is a server that calls itself. The generated `client.tenant` is an
/// extension on it.
public protocol OperationCaller: Sendable {
  /// Sends the request and waits for its reply.
  ///
  /// - Parameter timeout: how long to wait, the operation's own time when nil.
  /// - Throws: `ConcordError`: what the server answered, `TIMEOUT`, or `CONNECTION_CLOSED`.
  func call<Input, Output>(
    _ operation: Operation<Input, Output>, _ input: Input, timeout: Duration?
  ) async throws(ConcordError) -> Output
}

/// The operations of one contract, ready to call: `try await client.tenant.create(tenant)`.
@dynamicMemberLookup
public struct TopicClient<Group: OperationGroup>: Sendable {
  let caller: any OperationCaller

  public init(_ caller: any OperationCaller) { self.caller = caller }

  public subscript<Input, Output>(
    dynamicMember path: KeyPath<Group, Operation<Input, Output>>
  ) -> OperationCall<Input, Output> {
    OperationCall(caller: caller, operation: Group.table[keyPath: path])
  }
}

/// One operation bound to a caller; call it like a function.
public struct OperationCall<Input: JSONCodable, Output: JSONCodable>: Sendable {
  let caller: any OperationCaller
  /// What will be called.
  public let operation: Operation<Input, Output>

  /// Sends the request and waits for its reply.
  ///
  /// - Throws: `ConcordError`: what the server answered, `TIMEOUT`, or `CONNECTION_CLOSED`.
  @discardableResult
  public func callAsFunction(_ input: Input, timeout: Duration? = nil) async throws(ConcordError) -> Output {
    try await caller.call(operation, input, timeout: timeout)
  }
}

extension OperationCall where Input == Empty {
  /// Sends the request and waits for its reply.
  ///
  /// - Throws: `ConcordError`: what the server answered, `TIMEOUT`, or `CONNECTION_CLOSED`.
  @discardableResult
  public func callAsFunction(timeout: Duration? = nil) async throws(ConcordError) -> Output {
    try await caller.call(operation, Empty(), timeout: timeout)
  }
}
