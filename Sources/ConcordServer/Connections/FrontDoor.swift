import ConcordCore
import ConcordProtocols
import ConcordTransport

/// What the server does with an HTTP request.
struct FrontDoor: Sendable {
  let runtime: Runtime
  let namespaces: ServedNamespaces
  let origins: OriginRule
  let admit: Admission

  func decide(_ request: HTTPRequestHead, _ peer: SocketAddress?) -> UpgradeDecision {
    let path = request.path
    if let namespace = namespaces[path] { return upgrade(request, peer, namespace) }
    return path == "/health" ? health : .refuse(status: 404, body: "nothing is served at this address")
  }

  private var health: UpgradeDecision {
    runtime.gate.isClosed ? .refuse(status: 503, body: "draining") : .respond(HTTPResponse(status: 200, text: "ok"))
  }

  private func upgrade(
    _ request: HTTPRequestHead, _ peer: SocketAddress?, _ namespace: Namespace
  ) -> UpgradeDecision {
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
    guard let principal = principal(request, peer, namespace) else {
      return .refuse(status: 401, body: "sign in first")
    }
    // Nobody is inflated for before signing in.
    return .accept(handler: ServerConnection(principal, namespace, runtime), compression: principal.name != nil)
  }

  /// Who asks, by the ways to sign in that the namespace has.
  private func principal(
    _ request: HTTPRequestHead, _ peer: SocketAddress?, _ namespace: Namespace
  ) -> Principal? {
    guard let signIn = namespace.signIn else { return admit(request, peer) }
    var request = request
    request.headers.fields.removeAll { field in
      switch field.name.lowercased() {
      case "authorization": !signIn.contains(.bearer)
      case "cookie": !signIn.contains(.cookie)
      default: false
      }
    }
    guard let principal = admit(request, peer) else { return nil }
    return principal.name == nil && !signIn.contains(.anonymous) ? nil : principal
  }
}
