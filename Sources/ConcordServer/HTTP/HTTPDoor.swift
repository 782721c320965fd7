import ConcordCore
import ConcordProtocols
import ConcordTransport

/// From the head of a request to who answers it: everything that can be told before the body is read.
struct HTTPDoor: Sendable {
  let runtime: Runtime
  let router: HTTPRouter
  let locations: CreatedLocations
  let crossOrigin: CrossOrigin
  let uploads: UploadFolder
  /// The ways to sign in; nil: whatever the admission accepts.
  let signIn: Set<ServerDefinition.SignIn>?

  /// The methods of a path as `Allow` names them; nil where nothing is.
  private func methods(_ path: String) -> [String]? {
    // No route has this method, so what is found is what there is.
    switch router.find(method: "OPTIONS", path: path) {
    case .methodNotAllowed(let methods): methods
    case .found, .notFound: nil
    }
  }

  /// What can be said of a request whoever sends it; nil: its sender has to be known.
  func early(_ request: HTTPRequestHead) -> HTTPResponse? {
    guard crossOrigin.origins.admits(request) else {
      return HTTPAnswer.problem(
        ConcordError(
          .forbidden,
          request.headers["Origin"] == nil
            ? "a request with cookies that changes something needs an Origin"
            : "pages of this origin may not ask here; the server's file lists those that may"))
    }
    guard let methods = methods(request.path) else {
      return HTTPAnswer.problem(
        ConcordError(.notFound, "nothing is served at \(request.path.prefix(128))"))
    }
    if request.method == "OPTIONS" { return crossOrigin.options(methods, request) }
    if case .methodNotAllowed = find(request) {
      let all = CrossOrigin.withImplied(methods)
      return HTTPAnswer.problem(
        ConcordError(
          .wrongType, "\(request.path.prefix(128)) has \(all.joined(separator: ", ")), not \(request.method.prefix(32))"
        ),
        status: 405, allow: all)
    }
    if runtime.gate.isClosed {
      return HTTPAnswer.problem(ConcordError(.draining, "the server is going away; connect again for another"))
    }
    return nil
  }

  private func find(_ request: HTTPRequestHead) -> HTTPRouter.Match {
    router.find(method: request.method == "HEAD" ? "GET" : request.method, path: request.path)
  }

  /// Who answers a request, once its sender is known; nil: nobody was admitted.
  func decide(_ request: HTTPRequestHead, _ caller: Identity?) -> UpgradeDecision {
    do throws(HTTPProblem) {
      return try admit(request, caller)
    } catch {
      var response = error.response
      crossOrigin.adorn(&response, to: request)
      return .respond(response)
    }
  }

  private func admit(_ request: HTTPRequestHead, _ caller: Identity?) throws(HTTPProblem) -> UpgradeDecision {
    guard case .found(let route, let parameters) = find(request), let http = route.http else {
      throw HTTPProblem(ConcordError(.notFound, "nothing is served at \(request.path.prefix(128))"))
    }
    guard let caller, caller.principal.name != nil || route.isOpen else {
      throw HTTPProblem(ConcordError(.unauthenticated, "sign in first"))
    }
    if let refusal = route.refusal(of: caller.principal) { throw HTTPProblem(refusal) }
    guard let query = QueryText(strictly: request.query ?? "")?.fields else {
      throw HTTPProblem(ConcordError(.invalidInput, "the query holds a bad percent-escape, or is not UTF-8"))
    }
    let key = try idempotencyKey(request, http)
    let limits = runtime.options.limits
    let limit = http.parts.isEmpty ? limits.messageBytes : limits.uploadBytes
    let length = try? HTTPBodyLength(of: request)
    if case .exactly(let count) = length, count > limit {
      throw HTTPProblem(ConcordError(.tooLarge, "the body has \(count) bytes, at most \(limit) are taken"))
    }
    var boundary: String?
    if length != .exactly(0) { boundary = try self.boundary(request, http) }
    let call = HTTPCall(
      route, parameters, query: query, caller, key: key, boundary: boundary, runtime: runtime, door: self)
    return .handle(call, bodyBytes: limit)
  }

  private func idempotencyKey(_ request: HTTPRequestHead, _ http: HTTPRoute) throws(HTTPProblem) -> String? {
    let keys = request.headers.all("Idempotency-Key")
    guard http.takesIdempotencyKey, let key = keys.first else { return nil }
    guard keys.count == 1, (1...128).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
      throw HTTPProblem(
        ConcordError(
          .invalidInput, "Idempotency-Key: has to be one text of 1 to 128 visible characters; a UUID is best"))
    }
    return key
  }

  /// Checks the media type of the body; gives the boundary of a multipart one.
  private func boundary(_ request: HTTPRequestHead, _ http: HTTPRoute) throws(HTTPProblem) -> String? {
    let type = request.headers["Content-Type"].map { MediaType($0) }
    guard http.parts.isEmpty else {
      guard let type, type.name == "multipart/form-data", let boundary = type["boundary"],
        (1...70).contains(boundary.utf8.count)
      else {
        throw HTTPProblem(
          ConcordError(.wrongType, "\(http) takes multipart/form-data with a boundary (RFC 7578)"), status: 415)
      }
      return boundary
    }
    guard http.method.hasBody, let type else { return nil }
    guard type.name == "application/json" || type.name.hasPrefix("application/") && type.name.hasSuffix("+json") else {
      throw HTTPProblem(
        ConcordError(.wrongType, "\(http) takes application/json, not '\(type.name.prefix(64))'"), status: 415)
    }
    return nil
  }
}

/// An answer that ends a request before its operation began.
struct HTTPProblem: Error {
  let response: HTTPResponse

  init(_ error: ConcordError) { response = HTTPAnswer.problem(error) }
  init(_ error: ConcordError, status: Int) { response = HTTPAnswer.problem(error, status: status) }
}
