/// What changed between two versions, and what of it the new one says is meant.
public struct CompatibilityJudgement: Sendable {
  /// A change with the reason that `allow:` gives for it.
  public struct Allowed: Sendable, Hashable {
    public var change: CompatibilityChange
    public var reason: String
  }

  /// What nobody allowed, in the order of `CompatibilityChecker.compare`.
  public var changes: [CompatibilityChange] = []
  /// What is allowed, in the same order.
  public var allowed: [Allowed] = []
  /// Allowances for changes of which there is none between these versions. Another old version may have some.
  public var unused: [Allowance] = []

  /// - Parameter changes: What nobody allowed.
  public init(changes: [CompatibilityChange] = []) { self.changes = changes }
}
