import ConcordCore

/// The stages of the connection chain that the runtime has, by name; each comes after those before it.
enum RuntimeStages {
  static let connection = ["alive", "app", "instance", "cors", "event", "passport", "ready"]
  static let packet = ["event", "performAction"]
}

/// What the runtime's stages of the connection chain work with.
struct RuntimeStageParts: Sendable {
  let gate: Gate
  let origins: OriginRule
  let doorkeeper: Doorkeeper
  let keys: ConnectionQueryKeys
  /// The ways to sign in that the namespace has.
  let signIn: Set<ServerDefinition.SignIn>?

  func stage(_ name: String) -> (any ConnectionStage)? {
    switch name {
    case "app": AppStage(gate: gate)
    case "instance": InstanceStage(key: keys.instance)
    case "cors": OriginStage(origins: origins)
    case "event": EventStage()
    case "passport": PassportStage(doorkeeper: doorkeeper, signIn: signIn)
    // One sweep of the transport pings all sockets, and what follows the chain is sent after it: these are places.
    case "alive", "ready": PlaceStage(name: name)
    default: nil
    }
  }
}

/// A name that others can depend on.
struct PlaceStage: ConnectionStage {
  let name: String
}

/// Refuses whoever comes while the server goes away.
struct AppStage: ConnectionStage {
  let name = "app"
  let gate: Gate

  func enter(_ connection: ConnectionContext) async throws {
    guard !gate.isClosed else { throw ConcordError(.draining, "the server is going away") }
  }
}

/// Takes the name of the instance from the query.
struct InstanceStage: ConnectionStage {
  let name = "instance"
  let key: String

  func enter(_ connection: ConnectionContext) async throws {
    let value = QueryText(connection.request?.query ?? "")[key] ?? ""
    connection.instance = value.isEmpty ? nil : value
  }
}

/// Refuses pages of other origins.
struct OriginStage: ConnectionStage {
  let name = "cors"
  let origins: OriginRule

  func enter(_ connection: ConnectionContext) async throws {
    guard let request = connection.request, origins.admits(request.headers) else {
      throw ConcordError(.forbidden, "pages of this origin may not connect")
    }
  }
}

/// Lets named events reach the connection.
struct EventStage: ConnectionStage {
  let name = "event"

  func enter(_ connection: ConnectionContext) async throws { connection.hearsEvents = true }
  func exit(_ connection: ConnectionContext) async throws { connection.hearsEvents = false }
}

/// Finds out who is behind the connection, by the namespace's ways to sign in.
struct PassportStage: ConnectionStage {
  let name = "passport"
  let doorkeeper: Doorkeeper
  let signIn: Set<ServerDefinition.SignIn>?

  func enter(_ connection: ConnectionContext) async throws {
    guard let request = connection.request else { return }
    switch doorkeeper.look(at: request, from: connection.peer, signIn) {
    case .known(let identity): connection.identity = identity
    case .refused: throw Self.unknown
    case .ask(let credential):
      guard let identity = try await doorkeeper.ask(credential, of: request, from: connection.peer, signIn) else {
        throw Self.unknown
      }
      connection.identity = identity
    }
  }

  private static var unknown: ConcordError { ConcordError(.unauthenticated, "sign in first") }
}
