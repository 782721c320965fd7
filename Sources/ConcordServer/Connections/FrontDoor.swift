import ConcordProtocols
import ConcordTransport

/// What the server does with an HTTP request.
struct FrontDoor: Sendable {
  let runtime: Runtime
  let origins: OriginRule
  let admit: Admission

  func decide(_ request: HTTPRequestHead, _ peer: SocketAddress?) -> UpgradeDecision {
    switch request.path {
    case runtime.options.path: upgrade(request, peer)
    case "/health": health
    default: .refuse(status: 404, body: "nothing is served at this address")
    }
  }

  private var health: UpgradeDecision {
    runtime.gate.isClosed ? .refuse(status: 503, body: "draining") : .respond(HTTPResponse(status: 200, text: "ok"))
  }

  private func upgrade(_ request: HTTPRequestHead, _ peer: SocketAddress?) -> UpgradeDecision {
    // What is no handshake is told so first: signing in would not make it one.
    do throws(WebSocketUpgradeError) {
      _ = try WebSocketServerUpgrade(request)
    } catch {
      return .respond(error.response)
    }
    guard !runtime.gate.isClosed else { return .refuse(status: 503, body: "the server is going away") }
    guard origins.admits(request.headers) else {
      return .refuse(status: 403, body: "pages of this origin may not connect")
    }
    guard let principal = admit(request, peer) else { return .refuse(status: 401, body: "sign in first") }
    // Nobody is inflated for before signing in.
    return .accept(handler: ServerConnection(principal, runtime), compression: principal.name != nil)
  }
}
