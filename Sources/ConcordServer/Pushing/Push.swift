import ConcordCore
import ConcordTransport
import Synchronization

/// Events that belong together: those of one commit, or a published one.
final class Push: Sendable {
  /// In the order in which they are sent.
  let parts: [PushPart]
  /// The offset of the commit; nil for what is not of the log.
  let offset: Int?
  /// A connection that does not hear of them.
  let except: ConcordCore.ConnectionID?
  /// What tells one connection of a commit otherwise.
  let reply: OwnReply?
  let delivery: DeliveryClass

  init(
    _ parts: [PushPart], offset: Int?, except: ConcordCore.ConnectionID? = nil, reply: OwnReply? = nil,
    delivery: DeliveryClass
  ) {
    self.parts = parts
    self.offset = offset
    self.except = except
    self.reply = reply
    self.delivery = delivery
  }
}

/// One event, and whom it reaches. It is encoded and framed once per dialect in use, for all connections.
final class PushPart: Sendable {
  let news: News
  /// The kind of entity or the service, and the entity that it is about.
  let group: String
  let path: EntityPath?
  let audience: Audience
  /// The namespaces that hear of it, a bit for each.
  let namespaces: NamespaceMask
  /// True for what no reply tells, whatever it shows.
  let isNews: Bool
  private let frames = Mutex<[ServerDefinition.Dialect: Frame]>([:])

  private enum Frame {
    case none
    case message(PreparedMessage)
  }

  init(_ news: News, _ audience: Audience, _ namespaces: NamespaceMask, isNews: Bool = false) {
    self.news = news
    self.audience = audience
    self.namespaces = namespaces
    self.isNews = isNews
    group = news.group
    path = news.path
  }

  /// The frame that tells of it in a dialect; nil when the dialect does not tell of such a thing.
  func message(in dialect: any Dialect) -> PreparedMessage? {
    let frame = frames.withLock { frames in
      if let frame = frames[dialect.kind] { return frame }
      var writer = JSONWriter(capacity: 1024)
      let frame = dialect.tell(news, to: &writer) ? Frame.message(PreparedMessage(.text, writer.array())) : .none
      frames[dialect.kind] = frame
      return frame
    }
    return if case .message(let message) = frame { message } else { nil }
  }
}
