public import ConcordCore

extension ConcordClient {
  /// Reads all entities of one kind into the cache, page by page; what the server has no longer leaves it. The tree's
  /// events are published once, at the end.
  ///
  /// Children of parents that are not in the tree wait for them: load parents first, or use `loadAll`.
  ///
  /// - Throws: `UNKNOWN_TOPIC` when the contract has no `list` operation; what `call` throws.
  public func load<E: Entity>(_ type: E.Type) async throws(ConcordError) {
    guard entities.contains(where: { $0 == type }) else {
      throw ConcordError(.unknownTopic, "\(E.descriptor.name) is of a package that the client was not given")
    }
    guard let topic = Self.listTopic(type) else {
      throw ConcordError(.unknownTopic, "\(E.descriptor.name) has no list operation")
    }
    try await load([type]) { start throws(ConcordError) in
      _ = try await loadPages(type, topic, session: start.session)
    }
  }

  /// Reads all entities of the contracts that can be listed, parents first; kinds that the user may not list are left out.
  /// The tree's events are published once, at the end.
  ///
  /// - Throws: what `call` throws; what was read until then stays.
  public func loadAll() async throws(ConcordError) {
    try await load(entities) { start throws(ConcordError) in
      let settled = try await readKinds(entities, session: start.session)
      update { state in
        state.loadedAll(since: start)
        state.caughtUp(since: start, kinds: settled)
      }
    }
  }

  /// Reads all entities of these kinds, leaving out what the user may not list.
  ///
  /// - Parameter again: whether what the tree has may be old: of a kind that cannot be read any more nothing stays then.
  /// - Returns: the kinds that stood still meanwhile, or are not the user's to see.
  private func readKinds(
    _ kinds: [any Entity.Type], session: Int, again: Bool = false
  ) async throws(ConcordError) -> Set<String> {
    var settled: Set<String> = []
    for entity in kinds {
      guard let topic = Self.listTopic(entity) else { continue }
      let start = update { $0.loadStart }
      do throws(ConcordError) {
        guard try await loadPages(entity, topic, session: session) else { continue }
      } catch {
        guard error.code == .forbidden else { throw error }
        let chain = entity.descriptor.ancestors + [entity.descriptor.name]
        if again { update { $0.loaded(chain, since: start, seen: []) } }
      }
      settled.insert(entity.descriptor.name)
    }
    return settled
  }

  /// Reads kinds again after a lost connection, for which the state has begun a load. A connection lost meanwhile ends it,
  /// and the next begins another.
  func readAgain(_ attempt: Int, _ kinds: Set<String>, _ narrowing: Narrowing?) {
    let task = Task { [weak self] in
      guard let self else { return }
      var problem: ConcordError?
      do throws(ConcordError) {
        // None when the connection was replaced, perhaps by another user's.
        guard let session = state.withLock({ $0.attempt == attempt ? $0.session : nil }) else {
          throw RequestFailure.cancelled.error
        }
        if let narrowing { try await narrowAgain(attempt, narrowing) }
        let known = entities.filter { kinds.contains($0.descriptor.name) }
        let settled = try await readKinds(known, session: session, again: true)
        update { $0.caughtUp(attempt, kinds: settled, narrowing: narrowing) }
      } catch {
        problem = error
      }
      update { state in
        if let problem, problem.code != .cancelled, state.attempt == attempt {
          state.diagnose(.stale, nil, "the entities could not be read again: \(problem)")
        }
        state.endLoad()
      }
    }
    reading.withLock { last in
      last?.cancel()
      last = task
    }
  }

  /// Notes that the kinds are wanted, also after a lost connection, and holds the tree's events back while `read` runs; they are out when this returns.
  func load(
    _ kinds: [any Entity.Type], _ read: (LoadStart) async throws(ConcordError) -> Void
  ) async throws(ConcordError) {
    let start = update { state in
      state.wanted.formUnion(kinds.map { $0.descriptor.name })
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

  static func listTopic(_ type: any Entity.Type) -> String? { type.descriptor.list?.topic }

  /// A deletion between two pages moves the later ones up, and one entity can be missed; then all pages are read again,
  /// a few times. If the entities never stand still nothing is missing in the end either, since their events come too;
  /// only what vanished while the client was away may stay then.
  ///
  /// - Parameters:
  ///   - session: in which the load began: nobody gets another user's pages.
  ///   - progress: told after each page how many entities were read; pages that are read again count anew.
  /// - Returns: whether they stood still.
  func loadPages<E: Entity>(
    _ type: E.Type, _ topic: String, session: Int, _ progress: (Int) -> Void = { _ in }
  ) async throws(ConcordError) -> Bool {
    let chain = E.descriptor.ancestors + [E.descriptor.name]
    for _ in 1...3 {
      let start = update { $0.loadStart }
      if let (seen, offset) = try await readPages(E.list(topic), session, progress) {
        update { $0.loaded(chain, since: start, seen: seen, at: offset) }
        return true
      }
    }
    return false
  }

  /// Reads all pages.
  ///
  /// - Returns: the paths that were on them, and where in the log; nil if the entities changed in between.
  private func readPages<E: Entity>(
    _ list: Operation<ListQuery<E>, Page<E>>, _ session: Int, _ progress: (Int) -> Void
  ) async throws(ConcordError) -> (seen: Set<EntityPath>, offset: Int?)? {
    var seen: Set<EntityPath> = []
    var first: (total: Int, offset: Int?)?
    var isStable = true
    for page in 1... {
      let query = ListQuery<E>(page: page, pageSize: options.loadPageSize)
      let reply = try await reply(list, query, timeout: nil, session: session)
      for item in reply.output.items { seen.insert(item.path) }
      let now = (total: reply.output.total, offset: reply.mark.offset)
      if let first, first != now { isStable = false }
      first = first ?? now
      progress(seen.count)
      if reply.output.items.isEmpty { break }
      let size = reply.output.pageSize
      guard size > 0 else {
        throw ConcordError(.invalidReply, "\(list.topic): a page of size \(size) has no next one", field: "pageSize")
      }
      if page * size >= reply.output.total { break }
    }
    return isStable ? (seen, first?.offset) : nil
  }
}
