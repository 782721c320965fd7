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
  /// What requests of this connection changed that are not answered yet: the answer may tell of it.
  var own: [(part: PushPart, push: Push)] = []
  /// What a slow reader has not been sent of class `latest`.
  var coalesced = CoalescedEvents()

  /// What a client asks about events.
  enum Question {
    case subscribe(Subscription)
    case unsubscribe(Subscription)
    case recover(Correlation, LogPosition)
  }

  /// What waits for a reply about an entity, of commits before this one.
  mutating func takeOwn(about path: EntityPath, before push: Push) -> [(part: PushPart, push: Push)] {
    let taken = own.filter { $0.part.path == path && $0.push !== push }
    if !taken.isEmpty { own.removeAll { $0.part.path == path && $0.push !== push } }
    return taken
  }

  /// At so many waiting questions the socket is not read.
  private static let most = 16

  var isAtLimit: Bool { questions.count >= Self.most }
}
