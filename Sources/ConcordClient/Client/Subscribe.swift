public import ConcordCore

extension ConcordClient {
  /// Hears of these entities and what lies below them, and no longer of everything; several calls add up. The state there is
  /// comes first, and what the cache has of it otherwise is gone. After a lost connection the client subscribes again.
  ///
  /// Entities whose parents are not in the tree wait for them (`load` the parents). Another token hears of everything again.
  ///
  /// - Throws: what the server answers, `FORBIDDEN` or `UNKNOWN_TOPIC` for example; what `call` throws.
  public func subscribe(to keys: [EntityPath]) async throws(ConcordError) {
    try await subscribe(to: Narrowing(keys: Set(keys)))
  }

  /// Hears of these kinds, and no longer of everything; otherwise like the subscription to keys.
  public func subscribe(to kinds: [any Entity.Type]) async throws(ConcordError) {
    try await subscribe(to: Narrowing(kinds: Set(kinds.map { $0.descriptor.name })))
  }

  /// Hears no longer of these keys; whoever unsubscribes from the last hears of nothing. What the cache has stays as it
  /// is.
  ///
  /// - Throws: what `call` throws.
  public func unsubscribe(from keys: [EntityPath]) async throws(ConcordError) {
    try await unsubscribe(from: Narrowing(keys: Set(keys)))
  }

  /// Hears no longer of these kinds; otherwise like the one of keys.
  public func unsubscribe(from kinds: [any Entity.Type]) async throws(ConcordError) {
    try await unsubscribe(from: Narrowing(kinds: Set(kinds.map { $0.descriptor.name })))
  }

  private func subscribe(to more: Narrowing) async throws(ConcordError) {
    guard !more.keys.isEmpty || !more.kinds.isEmpty else { return }
    let kinds = kinds
    try await ask(
      ReservedTopics.subscribe,
      { writer in
        more.write(to: &writer)
        writer.write("\"snapshot\":", true)
      }, { (bytes: RawSpan) throws(ConcordError) in try StreamStart(bytes, kinds) },
      then: { $0.subscribed(to: more, $1) })
  }

  private func unsubscribe(from less: Narrowing) async throws(ConcordError) {
    guard !less.keys.isEmpty || !less.kinds.isEmpty else { return }
    try await ask(
      ReservedTopics.unsubscribe, { less.write(to: &$0) }, { (_: RawSpan) throws(ConcordError) in },
      then: { state, _ in state.unsubscribed(from: less) })
  }
}
