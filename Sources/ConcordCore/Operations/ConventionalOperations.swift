// The five operations of a stored entity, as the generated tables name them: kind and codec come from here.

extension Entity {
  /// `create`: the caller sends a draft of the entity and gets the entity as it was stored.
  public static func create(
    _ topic: String, idempotent: Bool = false, timeout: Duration = .seconds(30), retry: RetryPolicy = .never,
    errors: [ErrorCode] = [], roles: [String] = [], owner: OwnerRule? = nil,
    events: OperationEvents<Self, Self>? = nil, http: HTTPRoute? = nil
  ) -> Operation<Self, Self> {
    Operation(
      topic, kind: .create, idempotent: idempotent, timeout: timeout, retry: retry, errors: errors, roles: roles,
      owner: owner, events: events, http: http,
      read: { Draft.decode(Self.self, from: &$0) }, write: { $0.encode(to: &$1, draft: true) })
  }

  /// `update`: the caller sends a patch and gets the entity as it is now.
  public static func update(
    _ topic: String, idempotent: Bool = false, timeout: Duration = .seconds(30), retry: RetryPolicy = .never,
    errors: [ErrorCode] = [], roles: [String] = [], owner: OwnerRule? = nil,
    events: OperationEvents<Patch<Self>, Self>? = nil, http: HTTPRoute? = nil
  ) -> Operation<Patch<Self>, Self> {
    Operation(
      topic, kind: .update, idempotent: idempotent, timeout: timeout, retry: retry, errors: errors, roles: roles,
      owner: owner, events: events, http: http)
  }

  /// `delete`: the caller sends the key and gets it back once the entity is gone.
  public static func delete(
    _ topic: String, idempotent: Bool = false, timeout: Duration = .seconds(30), retry: RetryPolicy = .never,
    errors: [ErrorCode] = [], roles: [String] = [], owner: OwnerRule? = nil,
    events: OperationEvents<Key<Self>, Key<Self>>? = nil, http: HTTPRoute? = nil
  ) -> Operation<Key<Self>, Key<Self>> {
    Operation(
      topic, kind: .delete, idempotent: idempotent, timeout: timeout, retry: retry, errors: errors, roles: roles,
      owner: owner, events: events, http: http)
  }

  /// `get`: the caller sends the key and gets the entity. Reading twice does no harm, so it is repeated when it may help.
  public static func get(
    _ topic: String, timeout: Duration = .seconds(30), retry: RetryPolicy = RetryPolicy(retries: 3),
    errors: [ErrorCode] = [], roles: [String] = [], owner: OwnerRule? = nil,
    events: OperationEvents<Key<Self>, Self>? = nil, http: HTTPRoute? = nil
  ) -> Operation<Key<Self>, Self> {
    Operation(
      topic, kind: .get, idempotent: true, timeout: timeout, retry: retry, errors: errors, roles: roles, owner: owner,
      events: events, http: http)
  }

  /// `list`: the caller sends a query and gets one page. Reading twice does no harm, so it is repeated when it may help.
  public static func list(
    _ topic: String, timeout: Duration = .seconds(30), retry: RetryPolicy = RetryPolicy(retries: 3),
    errors: [ErrorCode] = [], roles: [String] = [], owner: OwnerRule? = nil,
    events: OperationEvents<ListQuery<Self>, Page<Self>>? = nil, http: HTTPRoute? = nil
  ) -> Operation<ListQuery<Self>, Page<Self>> {
    Operation(
      topic, kind: .list, idempotent: true, timeout: timeout, retry: retry, errors: errors, roles: roles, owner: owner,
      events: events, http: http)
  }
}
