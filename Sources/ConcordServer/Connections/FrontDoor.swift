import ConcordCore
import ConcordProtocols
import ConcordTransport

/// What the server does with an HTTP request.
struct FrontDoor: Sendable {
  let runtime: Runtime
  let namespaces: ServedNamespaces
  let origins: OriginRule
  let http: HTTPDoor
  let own: OwnPaths
  let rates: HTTPRates?

  func decide(_ request: HTTPRequestHead, _ peer: SocketAddress?) -> UpgradeDecision {
    // What lies below a namespace of packets may be reached over HTTP as well.
    if let (namespace, rest) = namespaces.find(request.path), rest == "/" || request.headers["Upgrade"] != nil {
      return upgrade(request, peer, namespace, rest)
    }
    if let response = own.respond(to: request) { return .respond(response) }
    if own.isMetrics(request), own.isOperator(request, peer) { return own.metrics }
    if let refusal = rates?.refusal(of: peer) {
      var response = HTTPAnswer.problem(refusal)
      http.crossOrigin.adorn(&response, to: request)
      return .respond(response)
    }
    if own.isMetrics(request) { return identified(request, peer, own.metrics(for:)) }
    if var response = http.early(request) {
      http.crossOrigin.adorn(&response, to: request)
      return .respond(response)
    }
    return identified(request, peer) { http.decide(request, $0) }
  }

  /// What is decided about an HTTP request once its sender is known; nil: nobody was admitted.
  private func identified(
    _ request: HTTPRequestHead, _ peer: SocketAddress?, _ decision: @escaping @Sendable (Identity?) -> UpgradeDecision
  ) -> UpgradeDecision {
    switch runtime.doorkeeper.look(at: request, from: peer, http.signIn) {
    case .known(let identity): return decision(identity)
    case .refused: return decision(nil)
    case .ask(let credential):
      return .later { decide in
        Task {
          do throws(ConcordError) {
            decide(decision(try await runtime.doorkeeper.ask(credential, of: request, from: peer, http.signIn)))
          } catch {
            decide(.respond(HTTPAnswer.problem(error)))
          }
        }
      }
    }
  }

  private func upgrade(
    _ request: HTTPRequestHead, _ peer: SocketAddress?, _ namespace: Namespace, _ rest: String
  ) -> UpgradeDecision {
    // What is no handshake is told so first: signing in would not make it one.
    do throws(WebSocketUpgradeError) {
      _ = try WebSocketServerUpgrade(request)
    } catch {
      return .respond(error.response)
    }
    if let chains = namespace.chains { return pass(request, peer, namespace, chains, rest) }
    guard !runtime.gate.isClosed else { return .refuse(status: 503, body: "the server is going away") }
    guard origins.admits(request.headers) else {
      return .refuse(status: 403, body: "pages of this origin may not connect")
    }
    switch runtime.doorkeeper.look(at: request, from: peer, namespace.signIn) {
    case .known(let identity): return accept(identity, namespace)
    case .refused: return Self.unknown
    case .ask(let credential):
      return .later { decide in
        Task {
          do throws(ConcordError) {
            let identity = try await runtime.doorkeeper.ask(credential, of: request, from: peer, namespace.signIn)
            decide(identity.map { accept($0, namespace) } ?? Self.unknown)
          } catch {
            decide(.refuse(status: error.code.httpStatus, body: error.message))
          }
        }
      }
    }
  }

  /// Through the connection chain of a namespace of the packet dialect.
  private func pass(
    _ request: HTTPRequestHead, _ peer: SocketAddress?, _ namespace: Namespace, _ chains: Chains, _ rest: String
  ) -> UpgradeDecision {
    let loop = runtime.hubs.first { $0.loop.isCurrent }?.loop
    let context = ConnectionContext(
      namespace: rest, root: namespace.path, request: request, peer: peer, runtime.options.queryKeys)
    let passage = ConnectionPassage(
      context, chains.connection(of: rest), runtime.failures, exits: runtime.exits, on: loop)
    return .later { decide in
      Task.immediate(executorPreference: loop) {
        do throws(ConcordError) {
          try await passage.enter()
          let identity = context.identity
          decide(
            .accept(
              handler: ServerConnection(identity, namespace, runtime, PacketSide(passage, chains)),
              compression: !identity.isAnonymous))
        } catch {
          decide(.refuse(status: error.code.httpStatus, body: error.message))
        }
      }
    }
  }

  private func accept(_ identity: Identity, _ namespace: Namespace) -> UpgradeDecision {
    // Nobody is inflated for before signing in.
    .accept(handler: ServerConnection(identity, namespace, runtime), compression: !identity.isAnonymous)
  }

  private static var unknown: UpgradeDecision { .refuse(status: 401, body: "sign in first") }
}
