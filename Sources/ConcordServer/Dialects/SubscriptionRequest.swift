import ConcordCore

/// What a frame of the subscription dialect named, as its answer names it again.
struct SubscriptionRequest: Sendable, Equatable {
  /// Made here: the dialect has no ids.
  let id = MessageID.make()
  /// `deploymentId`.
  let field: String
  /// The key as it came, as JSON.
  let key: [UInt8]
}
