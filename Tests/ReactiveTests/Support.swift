import CatalogContracts
import ConcordCore
import ConcordEntities
import Synchronization

/// Publishes to nobody.
struct Silence: EventPublisher {
  func publish<Payload: JSONCodable>(
    _ event: PushedEvent<Payload>, _ payload: Payload, about path: EntityPath?, cause: MessageID?, except: ConnectionID?
  ) {}
}

/// What reactions were called with, in order.
final class Notes: Sendable {
  private let lines = Mutex<[String]>([])

  func add(_ line: String) { lines.withLock { $0.append(line) } }
  var all: [String] { lines.withLock { $0 } }
}

/// A store and a reactor over it, without a server.
struct Catalog {
  let store = MemoryStore()
  let entities: StoredEntities
  let reactor: InProcessReactor
  let notes = Notes()
  let failures = Notes()

  init(_ limits: InProcessReactor.Limits = .quick) {
    let reactor = InProcessReactor(limits: limits)
    self.reactor = reactor
    entities = StoredEntities(store, entities: CatalogPackage.entities)
    store.follow { reactor.committed($0) }
  }

  func start() {
    reactor.start(
      ReactionEnvironment(entities: entities, publisher: Silence()) { [failures] in failures.add($0.description) })
  }

  /// Waits for everything that waits.
  func finish() async { await reactor.finish(within: .seconds(120)) }

  /// The context of a request of somebody.
  func context(_ name: String? = "ada") -> RequestContext {
    RequestContext(
      connection: nil, messageID: .text("m"), topic: "steward:sweep", kind: .custom, principal: Principal(name: name),
      entities: entities, publisher: Silence())
  }
}

extension InProcessReactor.Limits {
  /// Repeats without waiting long.
  static var quick: InProcessReactor.Limits {
    var limits = InProcessReactor.Limits()
    limits.retry = RetryPolicy(retries: 3, first: .milliseconds(1), maximum: .milliseconds(2))
    return limits
  }
}

func text<Value: JSONCodable>(_ value: Value) -> String { String(decoding: encode(value), as: UTF8.self) }

func read<Value: JSONCodable>(_ type: Value.Type, _ json: String) throws -> Value {
  try decode(type, from: Array(json.utf8).span.bytes, failing: .invalidInput)
}
