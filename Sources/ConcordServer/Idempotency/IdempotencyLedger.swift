import Synchronization

/// The window of a server: the loops share it, since the same request may come again by another connection.
final class IdempotencyLedger: Sendable {
  private struct State {
    var window: IdempotencyWindow<Call>
    /// Those that wait for uploads, by the keys that they announced.
    var announced: [RequestKey: [Call]] = [:]
  }

  private let state: Mutex<State>

  /// How long an answer is kept.
  static let span = Duration.seconds(600)

  init(_ quotas: IdempotencyQuotas) { state = Mutex(State(window: IdempotencyWindow(span: Self.span, quotas))) }

  func admit(_ request: OnceOnly, _ call: Call) -> IdempotencyWindow<Call>.Ruling {
    state.withLock { $0.window.admit(request, call, at: .now) }
  }

  func finish(_ key: RequestKey, _ answer: RecordedAnswer?) -> [Call] {
    state.withLock { $0.window.finish(key, answer, at: .now) + ($0.announced.removeValue(forKey: key) ?? []) }
  }

  func forget(_ owner: RequestKey.Owner) { state.withLock { $0.window.forget(owner) } }

  // MARK: Announced uploads

  /// Gives the answer of the request that the call announces when there is one already; else the call hears it as soon as
  /// there is, by `finish` or `announced`.
  func expect(_ key: RequestKey, _ call: Call) -> RecordedAnswer? {
    state.withLock { state in
      if let answer = state.window.answer(to: key, at: .now) { return answer }
      state.announced[key, default: []].append(call)
      return nil
    }
  }

  /// Those that wait for the request, which ends before it ran; they wait no more. None while another with the key runs: they
  /// hear how that ends.
  func announced(_ key: RequestKey) -> [Call] {
    state.withLock { $0.window.isRunning(key) ? [] : $0.announced.removeValue(forKey: key) ?? [] }
  }

  /// A call waits no more.
  func withdraw(_ key: RequestKey, _ call: Call) {
    state.withLock { state in
      guard var calls = state.announced[key] else { return }
      calls.removeAll { $0 === call }
      state.announced[key] = calls.isEmpty ? nil : calls
    }
  }
}
