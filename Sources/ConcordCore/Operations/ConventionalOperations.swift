// The five operations of a stored entity, built from its descriptor: the generated tables name them, nothing more.

extension Entity {
  /// `create`: the caller sends a draft of the entity and gets the entity as it was stored.
  public static func create(_ topic: String, _ events: OperationEvents<Self, Self>? = nil) -> Operation<Self, Self> {
    Operation(
      topic, kind: .create, idempotent: false, timeout: .seconds(30), retry: .never, errors: [], events: events,
      read: { Draft.decode(Self.self, from: &$0) }, write: { $0.encode(to: &$1, draft: true) })
  }

  /// `update`: the caller sends a patch and gets the entity as it is now.
  public static func update(
    _ topic: String, _ events: OperationEvents<Patch<Self>, Self>? = nil
  ) -> Operation<Patch<Self>, Self> {
    Operation(topic, kind: .update, events: events)
  }

  /// `delete`: the caller sends the key and gets it back once the entity is gone.
  public static func delete(
    _ topic: String, _ events: OperationEvents<Key<Self>, Key<Self>>? = nil
  ) -> Operation<Key<Self>, Key<Self>> {
    Operation(topic, kind: .delete, events: events)
  }

  /// `get`: the caller sends the key and gets the entity.
  public static func get(
    _ topic: String, _ events: OperationEvents<Key<Self>, Self>? = nil
  ) -> Operation<Key<Self>, Self> {
    Operation(topic, kind: .get, idempotent: true, retry: RetryPolicy(retries: 3), events: events)
  }

  /// `list`: the caller sends a query and gets one page.
  public static func list(
    _ topic: String, _ events: OperationEvents<ListQuery<Self>, Page<Self>>? = nil
  ) -> Operation<ListQuery<Self>, Page<Self>> {
    Operation(topic, kind: .list, idempotent: true, retry: RetryPolicy(retries: 3), events: events)
  }
}
