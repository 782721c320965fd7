import ConcordCore
import ConcordTransport

/// The sequencer: turns each commit into events once, and gives them to every loop in offset order.
final class Broadcaster: EventPublisher {
  private let hubs: [LoopHub]
  private let epoch: String
  private let audiences: Audiences
  private let reactor: (any ChangeReactor)?
  private let log: any ServerLog
  private let owned: OwnedEvents

  init(
    _ hubs: [LoopHub], _ audiences: Audiences, _ store: any EntityStore, reactor: (any ChangeReactor)?,
    log: any ServerLog
  ) {
    self.hubs = hubs
    self.audiences = audiences
    self.reactor = reactor
    self.log = log
    epoch = store.epoch
    owned = OwnedEvents(hubs, store)
  }

  /// Called by the store inside each commit, so one at a time and in offset order.
  func committed(_ commit: Commit) {
    var encoded: Push?
    for hub in hubs {
      hub.append(offset: commit.offset) {
        if let encoded { return encoded }
        let push = Push(
          commit.changes.flatMap { parts($0, commit) }, except: commit.cause.connection, delivery: .every)
        encoded = push
        return push
      }
    }
  }

  /// An event that is not of the log: it has no offset, and comes after the events that the loops have already. One about
  /// an entity that is somebody's own takes a moment longer, since the store says whose.
  ///
  /// `latest` is delivered like `every` as long as there is no coalescing.
  func publish<Payload: JSONCodable>(
    _ event: PushedEvent<Payload>, _ payload: Payload, cause: MessageID?, except: ConcordCore.ConnectionID?
  ) {
    // Encoded outside of the hubs' locks, for this runs code of the payload's type.
    let head = MessageHead(id: .make(), kind: .event, topic: event.topic, cause: cause)
    var writer = JSONWriter(capacity: 512)
    MessageDialect.write(head, to: &writer) { $0.value(payload) }
    if let failure = writer.failure {
      var entry = LogEntry(.error, "an event was not sent: \(failure)")
      entry.topic = event.topic
      return log.write(entry)
    }
    let message = PreparedMessage(.text, writer.array())
    let group = event.topic.prefix { $0 != ":" }
    var audience = Audience.everybody
    if let (kind, rule) = audiences.rule(of: String(group)) {
      // An event that names no entity is for nobody who hears of their own only.
      audience = .readers(kind: kind, owner: nil)
      if let owner = rule.owner, let path = EntityPath(namedBy: payload, owner.entity) {
        return owned.send(
          OwnedEvents.Pending(
            path: path, kind: kind, rule: owner, message: message, except: except, delivery: event.delivery))
      }
    }
    let push = Push([Push.Part(message: message, audience: audience)], except: except, delivery: event.delivery)
    for hub in hubs { hub.append(offset: nil) { push } }
    reactor?.occurred(event.event.name, payload, cause: cause)
  }

  /// Ends the delivery of events that wait for the store.
  func stop() { owned.stop() }

  // MARK: Commits

  /// The events of a change. One that gives an entity to another owner is a deletion to the old one and a creation to
  /// the new.
  private func parts(_ change: Change, _ commit: Commit) -> [Push.Part] {
    guard let (kind, rule) = audiences.rule(of: change.path.entity) else {
      return [Push.Part(message: message(change, commit), audience: .everybody)]
    }
    guard let rule = rule.owner else {
      return [Push.Part(message: message(change, commit), audience: .readers(kind: kind, owner: nil))]
    }
    let before = change.previous.flatMap { rule.owner(of: $0) }
    switch change.action {
    case .created(let json):
      return [Push.Part(message: message(change, commit), audience: .readers(kind: kind, owner: rule.owner(of: json)))]
    case .deleted:
      return [Push.Part(message: message(change, commit), audience: .readers(kind: kind, owner: before))]
    case .updated(let json):
      let now = rule.owner(of: json)
      if now == before {
        return [Push.Part(message: message(change, commit), audience: .readers(kind: kind, owner: now))]
      }
      var parts = [Push.Part(message: message(change, commit), audience: .others(kind: kind))]
      if let before {
        let gone = message(.init(path: change.path, revision: change.revision, action: .deleted), commit)
        parts.append(Push.Part(message: gone, audience: .owner(kind: kind, before), isNews: true))
      }
      if let now {
        let new = message(.init(path: change.path, revision: change.revision, action: .created(json: json)), commit)
        parts.append(Push.Part(message: new, audience: .owner(kind: kind, now)))
      }
      return parts
    }
  }

  private func message(_ change: Change, _ commit: Commit) -> PreparedMessage {
    let head = MessageHead(
      id: .make(), kind: .event, topic: change.topic, mark: StoreMark(revision: change.revision, offset: commit.offset),
      epoch: epoch, cause: commit.cause.message)
    var writer = JSONWriter(capacity: 1024)
    MessageDialect.write(head, to: &writer) { writer in
      switch change.action {
      case .created(let json), .updated(let json): writer.raw(json)
      case .deleted:
        writer.beginObject()
        writer.write("\"key\":", change.path)
        writer.endObject()
      }
    }
    return PreparedMessage(.text, writer.array())
  }
}
