public import ConcordCore

extension ConcordClient {
  /// Reads all entities of one kind into the cache, page by page; what the server has no longer leaves it. The tree's
  /// events are published once, at the end.
  ///
  /// Children of parents that are not in the tree wait for them: load parents first, or use `loadAll`.
  ///
  /// - Throws: `UNKNOWN_TOPIC` when the contract has no `list` operation; what `call` throws.
  public func load<E: Entity>(_ type: E.Type) async throws(ConcordError) {
    guard let topic = Self.listTopic(type) else {
      throw ConcordError(.unknownTopic, "\(E.descriptor.name) has no list operation")
    }
    try await load { _ throws(ConcordError) in try await loadPages(type, topic) }
  }

  /// Reads all entities of the contracts that can be listed, parents first; kinds that the user may not list are left out.
  /// The tree's events are published once, at the end.
  ///
  /// - Throws: what `call` throws; what was read until then stays.
  public func loadAll() async throws(ConcordError) {
    try await load { start throws(ConcordError) in
      for entity in entities {
        guard let topic = Self.listTopic(entity) else { continue }
        do throws(ConcordError) {
          try await loadPages(entity, topic)
        } catch {
          guard error.code == .forbidden else { throw error }
        }
      }
      update { $0.loadedAll(since: start) }
    }
  }

  /// Holds the tree's events back while `read` runs; they are out when this returns.
  private func load(_ read: (LoadStart) async throws(ConcordError) -> Void) async throws(ConcordError) {
    let start = update { state in
      state.beginLoad()
      return state.loadStart
    }
    var failure: ConcordError?
    do throws(ConcordError) {
      try await read(start)
    } catch {
      failure = error
    }
    await updateAndWait { $0.endLoad() }
    if let failure { throw failure }
  }

  private static func listTopic(_ type: any Entity.Type) -> String? { type.descriptor.list?.topic }

  /// A deletion between two pages moves the later ones up, and one entity can be missed; then all pages are read again,
  /// a few times. If the entities never stand still nothing is missing in the end either, since their events come too;
  /// only what vanished while the client was away may stay then.
  private func loadPages<E: Entity>(_ type: E.Type, _ topic: String) async throws(ConcordError) {
    let chain = E.descriptor.ancestors + [E.descriptor.name]
    for _ in 1...3 {
      let start = update { $0.loadStart }
      if let seen = try await readPages(E.list(topic)) {
        update { $0.loaded(chain, since: start, seen: seen) }
        return
      }
    }
  }

  /// Reads all pages.
  ///
  /// - Returns: the paths that were on them; nil if the entities changed in between.
  private func readPages<E: Entity>(
    _ list: Operation<ListQuery<E>, Page<E>>
  ) async throws(ConcordError) -> Set<EntityPath>? {
    var seen: Set<EntityPath> = []
    var first: (total: Int, offset: Int?)?
    var isStable = true
    for page in 1... {
      let reply = try await reply(list, ListQuery(page: page, pageSize: options.loadPageSize), timeout: nil)
      for item in reply.output.items { seen.insert(item.path) }
      let now = (total: reply.output.total, offset: reply.mark.offset)
      if let first, first != now { isStable = false }
      first = first ?? now
      if reply.output.items.isEmpty || page * reply.output.pageSize >= reply.output.total { break }
    }
    return isStable ? seen : nil
  }
}
