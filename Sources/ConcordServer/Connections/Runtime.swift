import ConcordCore
import ConcordTransport

/// What a running server consists of; everything in it is fixed when it starts.
final class Runtime: Sendable {
  let options: ServerOptions
  let store: any EntityStore
  let entities: any EntityService
  let hubs: [LoopHub]
  let broadcaster: Broadcaster
  let gate: Gate
  /// What is said first, but for the offset.
  let hello: ServerHello
  let log: any ServerLog
  /// What commits are as events, and who hears of them.
  let deriver: NewsDeriver
  /// Who asks.
  let doorkeeper: Doorkeeper
  /// On which loop those are that named events may be sent to.
  let directory = ConnectionDirectory()
  /// Counts connections and packets whose stages are being left.
  let exits = Gate(limit: .max)
  let failures: FailureReport
  /// What keeps records, where there is one.
  let audit: Auditor?

  init(
    _ options: ServerOptions, store: any EntityStore, entities: any EntityService, hubs: [LoopHub],
    broadcaster: Broadcaster, gate: Gate, hello: ServerHello, log: any ServerLog, deriver: NewsDeriver,
    doorkeeper: Doorkeeper, audit: Auditor? = nil
  ) {
    self.options = options
    self.store = store
    self.entities = entities
    self.hubs = hubs
    self.broadcaster = broadcaster
    self.gate = gate
    self.hello = hello
    self.log = log
    self.deriver = deriver
    self.doorkeeper = doorkeeper
    failures = FailureReport(log: log)
    self.audit = audit
  }
}
