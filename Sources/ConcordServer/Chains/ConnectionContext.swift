public import ConcordCore
public import ConcordProtocols
public import ConcordTransport
import Synchronization

/// What stages and handlers know about a connection of the packet dialect. It may be read and set from anywhere.
public final class ConnectionContext: Sendable {
  /// Names the connection for `send`, as long as it lives.
  public let id: UniqueID
  /// The namespace's path: `/ssrhmr`.
  public let namespace: String
  /// The path of the server's namespace that it lies in: `/ws`.
  public let root: String
  /// The address of the other end.
  public let peer: SocketAddress?
  private let state: Mutex<State>

  private struct State: Sendable {
    var request: HTTPRequestHead?
    var identity = Identity(.anonymous)
    var instance: String?
    var locale: String?
    var timeZone: String?
    var hearsEvents = false
    var values: [ObjectIdentifier: any Sendable] = [:]
  }

  init(namespace: String, root: String, request: HTTPRequestHead, peer: SocketAddress?, _ keys: ConnectionQueryKeys) {
    id = UUIDv7.next()
    self.namespace = namespace
    self.root = root
    self.peer = peer
    let query = QueryText(request.query ?? "")
    func value(_ key: String) -> String? { query[key].flatMap { $0.isEmpty ? nil : $0 } }
    var state = State(request: request)
    state.locale = value(keys.locale)
    state.timeZone = value(keys.timeZone)
    self.state = Mutex(state)
  }

  /// The request of the handshake; nil once the connection is open.
  public var request: HTTPRequestHead? { state.withLock { $0.request } }
  /// Who is behind it; nobody before the stage `passport`.
  public var principal: Principal { identity.principal }
  /// The sign-in that it stands on.
  public var session: Session? { identity.session }

  /// The instance, the tenant as it were, that the client named in its query; nil before the stage `instance`.
  public var instance: String? {
    get { state.withLock { $0.instance } }
    set { state.withLock { $0.instance = newValue } }
  }
  /// The language that the client named in its query, such as `en-us`; what it names is not checked.
  public var locale: String? {
    get { state.withLock { $0.locale } }
    set { state.withLock { $0.locale = newValue } }
  }
  /// The time zone that the client named in its query, such as `Europe/Berlin`; what it names is not checked.
  public var timeZone: String? {
    get { state.withLock { $0.timeZone } }
    set { state.withLock { $0.timeZone = newValue } }
  }

  /// What the application's own stages keep with the connection.
  public subscript<Key: ContextKey>(_ key: Key.Type) -> Key.Value? {
    get { state.withLock { $0.values[ObjectIdentifier(key)] as? Key.Value } }
    set { state.withLock { $0.values[ObjectIdentifier(key)] = newValue } }
  }

  // MARK: The runtime's own

  var identity: Identity {
    get { state.withLock { $0.identity } }
    set { state.withLock { $0.identity = newValue } }
  }
  /// Whether named events may be sent to it.
  var hearsEvents: Bool {
    get { state.withLock { $0.hearsEvents } }
    set { state.withLock { $0.hearsEvents = newValue } }
  }
  /// The request is not kept as long as the connection lives.
  func forgetRequest() { state.withLock { $0.request = nil } }
}

/// Names something of the application's own in a `ConnectionContext`, and gives its type.
///
///     enum Visits: ContextKey { typealias Value = Int }
///     connection[Visits.self] = 1
public protocol ContextKey {
  associatedtype Value: Sendable
}

/// The names of the query's fields that a connection of the packet dialect may carry.
public struct ConnectionQueryKeys: Sendable, Equatable {
  public var instance = "x-vona-instance-name"
  public var locale = "x-vona-locale"
  public var timeZone = "x-vona-tz"

  public init() {}
}
