import ConcordCore
import ConcordTransport
import Synchronization

/// The sequencer: gives each commit to every loop in offset order.
final class Broadcaster: EventPublisher {
  private let hubs: [LoopHub]
  private let deriver: NewsDeriver
  private let reactor: (any ChangeReactor)?
  private let log: any ServerLog
  let owned: OwnedEvents
  /// The store is too slow for the events that wait for it.
  private let isBehind = Atomic(false)
  private let audit: Auditor?

  init(
    _ hubs: [LoopHub], _ deriver: NewsDeriver, _ store: any EntityStore, reactor: (any ChangeReactor)?,
    log: any ServerLog, audit: Auditor? = nil
  ) {
    self.audit = audit
    self.hubs = hubs
    self.deriver = deriver
    self.reactor = reactor
    self.log = log
    owned = OwnedEvents(store) { event, audience in
      let part = PushPart(event.news, audience, deriver.namespaces.mask(of: event.news.group))
      let push = Push([part], offset: nil, except: event.except, delivery: event.delivery)
      for hub in hubs { hub.append(offset: nil) { push } }
    }
  }

  /// Called by the store inside each commit, so one at a time and in offset order.
  func committed(_ commit: Commit) {
    owned.settle(before: commit)
    var made: Push?
    for hub in hubs {
      hub.append(offset: commit.offset) {
        if let made { return made }
        let push = deriver.push(of: commit)
        made = push
        return push
      }
    }
  }

  /// An event that is not of the log: it has no offset, and comes after the events that the loops have already. One about
  /// an entity that is somebody's own takes a moment longer, since the store says whose.
  func publish<Payload: JSONCodable>(
    _ event: PushedEvent<Payload>, _ payload: Payload, about path: EntityPath?, cause: MessageID?,
    except: ConcordCore.ConnectionID?
  ) {
    var writer = JSONWriter(capacity: 512)
    writer.value(payload)
    if let failure = writer.failure {
      var entry = LogEntry(.error, "an event was not sent: \(failure)")
      entry.topic = event.topic
      return log.write(entry)
    }
    let group = String(event.topic.prefix { $0 != ":" })
    let path = path ?? deriver.audiences.type(of: group).flatMap { EntityPath(namedBy: payload, $0) }
    audit?.published(event.topic, payload, about: path, cause: cause, bytes: writer.count)
    // Whoever reacts is no reader: to whom the event may be told does not matter.
    reactor?.occurred(event.event.name, payload, cause: cause)
    let news = News(
      id: .make(), content: .event(topic: event.topic, payload: writer.array(), about: path), cause: cause,
      epoch: deriver.epoch)
    var audience = Audience.everybody
    if let (kind, rule) = deriver.audiences.rule(of: group) {
      // An event that names no entity is for nobody who hears of their own only.
      audience = .readers(kind: kind, owner: nil)
      if let owner = rule.owner, let path {
        let waits = owned.send(
          OwnedEvents.Pending(
            news: news, path: path, kind: kind, rule: owner, except: except, delivery: event.delivery))
        // Once for each time that the store falls behind.
        if waits {
          isBehind.store(false, ordering: .relaxed)
        } else if !isBehind.exchange(true, ordering: .relaxed) {
          log.write(
            LogEntry(
              .warning,
              "events are left out: \(OwnedEvents.most) wait for the store to say whose entities they are about"))
        }
        return
      }
    }
    let part = PushPart(news, audience, deriver.namespaces.mask(of: group))
    let push = Push([part], offset: nil, except: except, delivery: event.delivery)
    for hub in hubs { hub.append(offset: nil) { push } }
  }

  /// Ends the delivery of events that wait for the store.
  func stop() { owned.stop() }
}
