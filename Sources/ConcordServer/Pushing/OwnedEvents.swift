import ConcordCore
import ConcordTransport

/// Published events about entities that are somebody's own: each waits, in order, until the store has said whose.
final class OwnedEvents: Sendable {
  struct Pending: Sendable {
    let path: EntityPath
    /// The kind's number among the audiences.
    let kind: Int
    let rule: OwnerRule
    let message: PreparedMessage
    let except: ConcordCore.ConnectionID?
    let delivery: DeliveryClass
  }

  private let queue: AsyncStream<Pending>.Continuation

  init(_ hubs: [LoopHub], _ store: any EntityStore) {
    let (stream, queue) = AsyncStream<Pending>.makeStream()
    self.queue = queue
    // It ends with the stream.
    Task {
      for await event in stream {
        // Of an entity that is gone, or cannot be read, only those hear who hear of all.
        let stored = try? await store.read(event.path)
        let owner = stored.flatMap { event.rule.owner(of: $0.json) }
        let part = Push.Part(message: event.message, audience: .readers(kind: event.kind, owner: owner))
        let push = Push([part], except: event.except, delivery: event.delivery)
        for hub in hubs { hub.append(offset: nil) { push } }
      }
    }
  }

  deinit { queue.finish() }

  func send(_ event: Pending) { queue.yield(event) }

  /// What waits is still sent.
  func stop() { queue.finish() }
}
