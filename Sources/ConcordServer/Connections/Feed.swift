import ConcordCore

/// What a connection is told of, beside replies: where its stream of events began, and what waits to be told.
struct Feed {
  /// The connection hears of changes after this offset of the log.
  var start = 0
  /// The question that is being answered: one at a time, so that subscribing and its opposite have one order.
  var current: Question?
  /// Those that wait for their turn.
  var questions: [Question] = []
  /// The answer to it that went out already: what was held follows as fast as it is read.
  var answered: ReadStart?
  /// What happened since the current question was put: it comes after the answer.
  var held: [(part: PushPart, push: Push)] = []
  /// The newest of each entity's `latest` events that a slow reader has not been sent, in the order of their coming.
  var coalesced: [CoalescingKey: PushPart] = [:]
  var coalescedOrder: [CoalescingKey] = []

  /// What a client asks about events.
  enum Question {
    case subscribe(Subscription)
    case unsubscribe(Subscription)
    case recover(Correlation, LogPosition)
  }

  /// Events that replace each other.
  struct CoalescingKey: Hashable {
    let topic: String
    let path: EntityPath?
  }

  /// At so many waiting questions the socket is not read.
  private static let most = 16

  var isAtLimit: Bool { questions.count >= Self.most }
}
