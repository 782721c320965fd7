import ConcordCore
import ConcordProtocols
import ConcordTransport

/// The server's own addresses, for those who run it: `/health` and `/metrics`.
struct OwnPaths: Sendable {
  let runtime: Runtime
  /// Topics by the numbers of their routes.
  let operations: [Int: String]

  /// Nil where the path is none of them.
  func decide(_ request: HTTPRequestHead, _ peer: SocketAddress?, _ caller: () -> HTTPIdentity?) -> UpgradeDecision? {
    guard request.path == "/health" || request.path == "/metrics" else { return nil }
    guard request.method == "GET" || request.method == "HEAD" else {
      return .respond(
        HTTPAnswer.problem(
          ConcordError(.wrongType, "\(request.path) has GET and HEAD"), status: 405, allow: ["GET", "HEAD"]))
    }
    if request.path == "/health" { return .respond(health) }
    // Whoever reads it learns of all operations: whoever runs the machine, or signed in.
    guard peer?.isLoopback == true || caller()?.principal.name != nil else {
      return .respond(HTTPAnswer.problem(ConcordError(.unauthenticated, "sign in first")))
    }
    return metrics
  }

  private var health: HTTPResponse {
    var response =
      runtime.gate.isClosed ? HTTPResponse(status: 503, text: "draining") : HTTPResponse(status: 200, text: "ok")
    response.headers.append("Cache-Control", "no-store")
    return response
  }

  private var metrics: UpgradeDecision {
    let (runtime, operations) = (runtime, operations)
    return .later { decide in
      MetricsReport.gather(runtime.hubs) { counts in
        let text = MetricsText(
          counts, operations: operations, running: runtime.gate.current, isDraining: runtime.gate.isClosed)
        var response = HTTPResponse(status: 200, body: Array(text.text.utf8))
        response.headers.append("Content-Type", MetricsText.contentType)
        response.headers.append("Cache-Control", "no-store")
        decide(.respond(response))
      }
    }
  }
}
