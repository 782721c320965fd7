/// How many bytes the requests that are remembered may take; the answers of those that run may go beyond it.
struct IdempotencyQuotas: Sendable {
  /// Those of one account, or of one connection where its ids count within it.
  var perOwner: Int
  /// All of them together.
  var total: Int
  /// Those of one connection of nobody's: connections cost little, and an account can be asked what it does.
  var perStranger: Int
  /// All connections of nobody's together, so that they never take the room of those who signed in.
  var strangers: Int

  init(_ limits: ServerLimits) {
    perOwner = limits.idempotencyBytes
    total = limits.totalIdempotencyBytes
    perStranger = limits.anonymousIdempotencyBytes
    strangers = limits.totalAnonymousIdempotencyBytes
  }

  init(perOwner: Int, total: Int, perStranger: Int = .max, strangers: Int = .max) {
    self.perOwner = perOwner
    self.total = total
    self.perStranger = perStranger
    self.strangers = strangers
  }
}
