import ConcordCore
import ConcordTransport

/// Published events about entities that are somebody's own: each waits, in order, until the store has said whose.
final class OwnedEvents: Sendable {
  struct Pending: Sendable {
    let news: News
    let path: EntityPath
    /// The kind's number among the audiences.
    let kind: Int
    let rule: OwnerRule
    let except: ConcordCore.ConnectionID?
    let delivery: DeliveryClass
  }

  private let queue: AsyncStream<Pending>.Continuation

  /// - Parameter send: called with one event after the other.
  init(_ store: any EntityStore, _ send: @escaping @Sendable (Pending, Audience) -> Void) {
    let (stream, queue) = AsyncStream<Pending>.makeStream()
    self.queue = queue
    // It ends with the stream.
    Task {
      for await event in stream {
        // Of an entity that is gone, or cannot be read, only those hear who hear of all.
        let stored = try? await store.read(event.path)
        let owner = stored.flatMap { event.rule.owner(of: $0.json) }
        send(event, .readers(kind: event.kind, owner: owner))
      }
    }
  }

  deinit { queue.finish() }

  func send(_ event: Pending) { queue.yield(event) }

  /// What waits is still sent.
  func stop() { queue.finish() }
}
