import ConcordCore
import ConcordTransport

/// What a running server consists of; everything in it is fixed when it starts.
final class Runtime: Sendable {
  let options: ServerOptions
  let routes: RouteTable
  let entities: any EntityService
  let hubs: [LoopHub]
  let broadcaster: Broadcaster
  let gate: Gate
  /// What is said first, but for the offset.
  let hello: ServerHello
  let log: any ServerLog
  /// Who hears of which kinds of entities.
  let audiences: Audiences

  init(
    _ options: ServerOptions, routes: RouteTable, entities: any EntityService, hubs: [LoopHub],
    broadcaster: Broadcaster, gate: Gate, hello: ServerHello, log: any ServerLog, audiences: Audiences
  ) {
    self.options = options
    self.routes = routes
    self.entities = entities
    self.hubs = hubs
    self.broadcaster = broadcaster
    self.gate = gate
    self.hello = hello
    self.log = log
    self.audiences = audiences
  }
}
