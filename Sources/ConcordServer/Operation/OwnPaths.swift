import ConcordCore
import ConcordProtocols
import ConcordTransport

/// The server's own addresses, for those who run it: `/health` and `/metrics`.
struct OwnPaths: Sendable {
  let runtime: Runtime
  /// Topics by the numbers of their routes.
  let operations: [Int: String]

  /// What needs no sender; nil where the path is none of these, or is for those who run the server.
  func respond(to request: HTTPRequestHead) -> HTTPResponse? {
    guard request.path == "/health" || request.path == "/metrics" else { return nil }
    guard request.method == "GET" || request.method == "HEAD" else {
      return HTTPAnswer.problem(
        ConcordError(.wrongType, "\(request.path) has GET and HEAD"), status: 405, allow: ["GET", "HEAD"])
    }
    return request.path == "/health" ? health : nil
  }

  func isMetrics(_ request: HTTPRequestHead) -> Bool { request.path == "/metrics" }

  /// Whoever reads the metrics learns of all operations: they are for the machine itself, and for those who signed in.
  /// So does no page of another name that a browser on this machine has open, and nobody behind its proxy.
  func isOperator(_ request: HTTPRequestHead, _ peer: SocketAddress?) -> Bool {
    peer?.isLoopback == true && request.isForLoopback
  }

  func metrics(for identity: Identity?) -> UpgradeDecision {
    guard let identity, !identity.isAnonymous else {
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

  var metrics: UpgradeDecision {
    let (runtime, operations) = (runtime, operations)
    return .later { decide in
      MetricsReport.gather(runtime.hubs) { counts in
        let text = MetricsText(
          counts, operations: operations, running: runtime.gate.current, isDraining: runtime.gate.isClosed,
          recordsLeftOut: runtime.audit?.leftOut)
        var response = HTTPResponse(status: 200, body: Array(text.text.utf8))
        response.headers.append("Content-Type", MetricsText.contentType)
        response.headers.append("Cache-Control", "no-store")
        decide(.respond(response))
      }
    }
  }
}
