import ConcordCore

/// Something that happened, before any dialect.
struct News: Sendable {
  enum Content: Sendable {
    /// A change of a commit.
    case change(Change, offset: Int)
    /// A published event of a contract: its payload as JSON, and the entity that it is about, where it is about one.
    case event(topic: String, payload: [UInt8], about: EntityPath?)
  }

  /// The same in every frame that tells of it.
  let id: MessageID
  let content: Content
  /// The request that led to it.
  let cause: MessageID?
  /// The log's epoch.
  let epoch: String

  /// The topic under which the message dialect tells of it.
  var topic: String {
    switch content {
    case .change(let change, _): change.topic
    case .event(let topic, _, _): topic
    }
  }

  /// The kind of entity, or the service, that it belongs to.
  var group: String {
    switch content {
    case .change(let change, _): change.path.entity
    case .event(let topic, _, _): String(topic.prefix { $0 != ":" })
    }
  }

  /// The size of its payload.
  var bytes: Int {
    switch content {
    case .change(let change, _):
      switch change.action {
      case .created(let json), .updated(let json): json.count
      case .deleted: 0
      }
    case .event(_, let payload, _): payload.count
    }
  }

  /// The entity that it is about.
  var path: EntityPath? {
    switch content {
    case .change(let change, _): change.path
    case .event(_, _, let path): path
    }
  }
}
