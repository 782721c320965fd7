import Synchronization

/// The window of a server: the loops share it, since the same request may come again by another connection.
final class IdempotencyLedger: Sendable {
  private let window: Mutex<IdempotencyWindow<Call>>

  /// How long an answer is kept.
  static let span = Duration.seconds(600)

  init(_ quotas: IdempotencyQuotas) { window = Mutex(IdempotencyWindow(span: Self.span, quotas)) }

  func admit(_ request: OnceOnly, _ call: Call) -> IdempotencyWindow<Call>.Ruling {
    window.withLock { $0.admit(request, call, at: .now) }
  }

  func finish(_ key: RequestKey, _ answer: RecordedAnswer?) -> [Call] {
    window.withLock { $0.finish(key, answer, at: .now) }
  }

  func forget(_ owner: RequestKey.Owner) { window.withLock { $0.forget(owner) } }
}
