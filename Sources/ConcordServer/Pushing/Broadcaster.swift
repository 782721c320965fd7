import ConcordCore
import ConcordTransport

/// The sequencer: turns each commit into events once, and gives them to every loop in offset order.
final class Broadcaster: EventPublisher {
  private let hubs: [LoopHub]
  private let epoch: String
  private let reactor: (any ChangeReactor)?
  private let log: any ServerLog

  init(_ hubs: [LoopHub], epoch: String, reactor: (any ChangeReactor)?, log: any ServerLog) {
    self.hubs = hubs
    self.epoch = epoch
    self.reactor = reactor
    self.log = log
  }

  /// Called by the store inside each commit, so one at a time and in offset order.
  func committed(_ commit: Commit) {
    var encoded: Push?
    for hub in hubs {
      hub.append(offset: commit.offset) {
        if let encoded { return encoded }
        let push = Push(commit.changes.map { message($0, commit) }, except: commit.cause.connection, delivery: .every)
        encoded = push
        return push
      }
    }
  }

  /// An event that is not of the log: it has no offset, and comes after the events that the loops have already.
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
    let push = Push([PreparedMessage(.text, writer.array())], except: except, delivery: event.delivery)
    for hub in hubs { hub.append(offset: nil) { push } }
    reactor?.occurred(event.event.name, payload, cause: cause)
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
