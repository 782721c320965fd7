import ConcordCore
import ConcordProtocols
import ConcordTransport

/// One HTTP request for an operation: collects its body, runs the call and answers.
///
/// Invariant (`@unchecked Sendable`): touched on its loop's thread only, but for the constants.
final class HTTPCall: HTTPRequestHandler, @unchecked Sendable {
  private let route: Route
  private let parameters: [String: String]
  private let query: [(String, String)]
  private let caller: Identity
  private let key: String?
  private let runtime: Runtime
  private let door: HTTPDoor
  private let correlation: Correlation
  private var body: [UInt8] = []
  private var upload: MultipartUpload?
  private var exchange: HTTPExchange?
  private var call: Call?
  private var operationContext: RequestContext?

  /// - Parameter boundary: of a multipart body.
  init(
    _ route: Route, _ parameters: [String: String], query: [(String, String)], _ caller: Identity, key: String?,
    boundary: String?, runtime: Runtime, door: HTTPDoor
  ) {
    self.route = route
    self.parameters = parameters
    self.query = query
    self.caller = caller
    self.key = key
    // The key is the request's id where the sender gives one, as on a socket.
    correlation = .http(key.map { MessageID($0) } ?? .make())
    self.runtime = runtime
    self.door = door
    if let boundary, let http = route.http {
      upload = MultipartUpload(
        http, boundary: boundary, runtime.options.limits, door.uploads, by: caller.principal.name)
    }
  }

  // MARK: The request

  func received(_ bytes: UnsafeRawBufferPointer, on exchange: HTTPExchange) {
    self.exchange = exchange
    guard let upload else { return body.append(contentsOf: bytes) }
    upload.received(bytes, on: exchange) { [weak self] in self?.refuse($0) }
  }

  func ended(on exchange: HTTPExchange) {
    self.exchange = exchange
    guard let upload else { return start() }
    upload.ended { [weak self] result in
      switch result {
      case .success: self?.start()
      case .failure(let error): self?.refuse(error)
      }
    }
  }

  func aborted(on exchange: HTTPExchange, _ reason: String) {
    self.exchange = nil
    call?.abandon()
    call = nil
  }

  private func start() {
    guard exchange != nil else { return }
    do throws(ConcordError) {
      let input = try input()
      body = []
      route.start(correlation, input.span.bytes, for: self)
    } catch {
      refuse(error)
    }
  }

  /// The operation's input as JSON.
  private func input() throws(ConcordError) -> [UInt8] {
    if let upload { return try HTTPInput.assemble(route, parameters, query: query, parts: upload.json) }
    if let missing = route.http?.parts.first?.name {
      throw ConcordError(.invalidInput, "\(missing): is missing", field: missing)
    }
    let bytes: [UInt8]? = body
    return try HTTPInput.assemble(route, parameters, query: query, body: bytes?.span.bytes)
  }

  private func refuse(_ error: ConcordError) { refuse(error, nil, nil) }
}

extension HTTPCall: Caller {
  var hub: LoopHub? { exchange.map { runtime.hubs[$0.loop.index] } }

  func context(_ correlation: Correlation, _ route: Route, bytes: Int) -> RequestContext {
    let context = RequestContext(
      connection: nil, messageID: correlation.messageID, topic: route.topic, kind: route.kind,
      principal: caller.principal, session: caller.session, peer: exchange?.peer?.host, files: upload?.files ?? [:],
      ownership: route.owner?.ownership(of: caller.principal), entities: runtime.entities,
      publisher: runtime.broadcaster, remark: runtime.audit?.remark(on: correlation, bytes: bytes))
    operationContext = context
    return context
  }

  /// Whoever did not sign in has no requests that could be told from those of others.
  func requestKey(_ correlation: Correlation, _ route: Route) -> RequestKey? {
    guard let key, let name = caller.principal.name else { return nil }
    return RequestKey(owner: .principal(name), namespace: RequestKey.http, topic: route.topic, id: .header(key))
  }

  func enqueue(_ call: Call) {
    // Another file is another request.
    if let upload { call.once = call.once?.with(upload.digest) }
    self.call = call
    hub?.queue.append(call)
  }

  func mayStart(_ call: Call) -> Bool { exchange != nil }

  func keep(_ call: Call) -> Bool { exchange != nil }

  func release(_ call: Call) { self.call = nil }

  func answer(_ reply: Reply, _ output: (inout JSONWriter) -> Void) -> JSONError? {
    guard let exchange else { return nil }
    var writer = JSONWriter(capacity: 1024)
    output(&writer)
    if let failure = writer.failure { return failure }
    let json = writer.array()
    let location = door.locations.path(reply.route, json, parameters)
    respond(HTTPAnswer.success(json, reply, to: exchange.head, location: location), exchange)
    return nil
  }

  func refuse(_ error: ConcordError, _ correlation: Correlation?, _ topic: String?) {
    // Whoever announced it on a socket waits for no other answer.
    if upload != nil, let hub, let request = requestKey(self.correlation, route) {
      for call in hub.ledger.announced(request) { call.loop.execute { call.take(.error(error)) } }
    }
    guard let exchange else { return }
    respond(HTTPAnswer.problem(error), exchange)
  }

  private func respond(_ response: HTTPResponse, _ exchange: HTTPExchange) {
    self.exchange = nil
    var response = response
    for cookie in operationContext?.cookies ?? [] { response.headers.append("Set-Cookie", cookie.header) }
    door.crossOrigin.adorn(&response, to: exchange.head)
    exchange.respond(response)
  }
}
