import ConcordCore

extension ConcordClient {
  /// Changes the state and does what follows from it.
  func update<Value: Sendable>(_ change: (inout ClientState) -> Value) -> Value {
    let (value, isIdle) = state.withLock { state in
      let value = change(&state)
      guard !state.isPerforming, !state.effects.isEmpty else { return (value, false) }
      state.isPerforming = true
      return (value, true)
    }
    if isIdle { performEffects() }
    return value
  }

  /// Changes the state and returns when what follows from it is done, also when another thread is at it.
  func updateAndWait(_ change: (inout ClientState) -> Void) async {
    await withCheckedContinuation { continuation in
      update { state in
        change(&state)
        state.effects.append(.resume { continuation.resume() })
      }
    }
  }

  /// Does what is to be done, in the order in which the state asked for it: one thread at a time and without the lock,
  /// so that what is done may lead to more, and nothing overtakes.
  private func performEffects() {
    while true {
      let effects = state.withLock { state in
        defer { state.effects = [] }
        if state.effects.isEmpty { state.isPerforming = false }
        return state.effects
      }
      if effects.isEmpty { return }
      for effect in effects { perform(effect) }
    }
  }

  private func perform(_ effect: Effect) {
    switch effect {
    case .open(let attempt, let token): open(attempt, token)
    case .openAfresh(let attempt, let token): openAfresh(attempt, token)
    case .renewToken(let attempt): renewToken(attempt)
    case .leave(let attempt, let time): leave(attempt, at: time)
    case .recover(let attempt, let heard, let narrowing): recover(attempt, heard, narrowing)
    case .comeBack(let attempt, let time): comeBack(attempt, at: time)
    case .tell(let connection): followers.tell(connection)
    case .readAgain(let attempt, let kinds, let narrowing): readAgain(attempt, kinds, narrowing)
    case .closeSocket(let socket, let code, let reason): socket.close(code: code, reason: reason)
    case .send(let socket, let message): socket.send(message)
    case .finish(let waiter, let error): waiter.resume(error)
    case .fail(let waiter, let failure): waiter.fail(failure)
    case .resume(let resume): resume()
    case .publish(let announce): announce(bus)
    case .publishChange(let topic, let entity): bindings.changes[topic]?(entity, bus)
    case .publishTree(let tree): for event in bindings.treeEvents { bus.publish(event, tree) }
    case .publishDeleted(let paths, let revision, let session):
      for path in paths {
        let topic = "\(path.entity):deleted"
        if case .deleted(let announce) = bindings.pushes[topic] { announce(path, bus) }
        if let revision, let notice = notice(change: topic, path, revision: revision) { tell(notice, session) }
      }
    case .notify(let notice, let session): tell(notice, session)
    case .diagnose(let diagnostic): options.onDiagnostic(diagnostic)
    case .wake(let time): wake(at: time)
    }
  }

  func open(_ attempt: Int, _ token: String?) {
    let headers = token.map { [(name: "Authorization", value: "Bearer \($0)")] } ?? []
    Task { [weak self, transport, url] in
      do throws(ConcordError) {
        let socket = try await transport.openWebSocket(url, headers: headers) { [weak self] event in
          self?.received(event, attempt: attempt)
        }
        if let self {
          update { $0.opened(attempt, socket, .current) }
        } else {
          socket.close(code: 1000, reason: "")
        }
      } catch {
        self?.update { $0.openFailed(attempt, error, .current) }
      }
    }
  }

  private func comeBack(_ attempt: Int, at time: ContinuousClock.Instant) {
    Task { [weak self] in
      try? await Task.sleep(until: time, clock: .continuous)
      self?.update { $0.comeBack(attempt) }
    }
  }

  private func leave(_ attempt: Int, at time: ContinuousClock.Instant?) {
    guard let time else { return update { $0.leave(attempt, .current) } }
    Task { [weak self] in
      try? await Task.sleep(until: time, clock: .continuous)
      self?.update { $0.leave(attempt, .current) }
    }
  }

  private func wake(at time: ContinuousClock.Instant) {
    Task { [weak self] in
      try? await Task.sleep(until: time, clock: .continuous)
      self?.update { $0.expire(at: .now, scheduled: time) }
    }
  }
}
