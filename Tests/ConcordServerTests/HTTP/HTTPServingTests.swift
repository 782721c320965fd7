import ConcordCore
import ConcordServer
import ReferenceContracts
import Testing

/// Requests and answers over sockets, written by hand.
@Suite struct HTTPServingTests {
  /// A server of the deployments with a handler for what no store can answer.
  static func run(
    loops: Int = 1, limits: (inout ServerLimits) -> Void = { _ in }, options: (inout ServerOptions) -> Void = { _ in },
    admit: @escaping Admission = { _, _ in .developer }, _ body: (TestServer) async throws -> Void
  ) async throws {
    try await TestServer.run(
      loops: loops, limits: limits, register: { $0.handle(deployment: OrderedMachines()) },
      packages: [DeploymentsPackage.self], options: options, admit: admit, body)
  }

  static let order =
    #"{"name":"web","regionId":"eu","spec":{"instanceTypeId":"m1","imageId":"i1","storage":20,"sshKeyId":"k1"}}"#
  static let json = "Content-Type: application/json"

  @Test func methodsPathsAndProblems() async throws {
    try await Self.run { server in
      var answer = try await server.http("GET", "/nothing/here")
      #expect(answer.status == 404)
      #expect(
        answer.text
          == #"{"type":"about:blank","title":"Not Found","status":404,"detail":"nothing is served at /nothing/here","code":"NOT_FOUND"}"#
      )
      #expect(answer["content-type"] == "application/problem+json")
      answer = try await server.http("PUT", "/deployments", [Self.json], body: "{}")
      #expect(answer.status == 405)
      #expect(answer["allow"] == "GET, HEAD, OPTIONS, POST")
      #expect(answer.problem == "WRONG_TYPE 405")
      answer = try await server.http("OPTIONS", "/deployments/dep_1")
      #expect(answer.status == 204)
      #expect(answer["allow"] == "DELETE, GET, HEAD, OPTIONS")
      #expect(answer["access-control-allow-methods"] == nil)
      #expect(try await server.http("GET", "/deployments?page=x").problem == "INVALID_INPUT 400 page")
      #expect(try await server.http("GET", "/deployments?regoin=eu").problem == "INVALID_INPUT 400 regoin")
      #expect(try await server.http("GET", "/deployments?page=%zz").problem == "INVALID_INPUT 400")
      #expect(try await server.http("GET", "/deployments", [Self.json], body: "{}").problem == "INVALID_INPUT 400")
      #expect(try await server.http("GET", "/deployments/dep_none").problem == "NOT_FOUND 404")
      #expect(
        try await server.http("POST", "/deployments", [Self.json], body: #"{"name":""}"#).problem
          == "INVALID_INPUT 400 name")
      #expect(
        try await server.http("POST", "/deployments", [Self.json], body: #"{"name":"#).problem.hasPrefix(
          "INVALID_INPUT 400"))
      answer = try await server.http("POST", "/deployments", ["Content-Type: text/plain"], body: Self.order)
      #expect(answer.problem == "WRONG_TYPE 415")
      let long = String(repeating: " ", count: 70_000)
      #expect(try await server.http("POST", "/deployments", [Self.json], body: long).problem == "TOO_LARGE 413")
    }
  }

  @Test func headHasTheHeadersOfGet() async throws {
    try await Self.run { server in
      let get = try await server.http("GET", "/deployments")
      let head = try await server.http("HEAD", "/deployments")
      #expect(get.status == 200 && head.status == 200)
      #expect(head["content-length"] == get["content-length"])
      #expect(head["content-type"] == "application/json")
      #expect(get["cache-control"] == "no-store")
    }
  }

  @Test func whatWasReadIsNotSentAgain() async throws {
    try await Self.run { server in
      let made = try await server.http("POST", "/deployments", [Self.json], body: Self.order)
      #expect(made.status == 202)
      let path = try #require(made["location"])
      #expect(path.hasPrefix("/deployments/dep_"))
      let first = try await server.http("GET", path)
      let tag = try #require(first["etag"])
      #expect(first["cache-control"] == "private, no-cache")
      for sent in [tag, "W/\(tag)", "\"x\", \(tag)", "*"] {
        let again = try await server.http("GET", path, ["If-None-Match: \(sent)"])
        #expect(again.status == 304)
        #expect(again.body.isEmpty && again["etag"] == tag && again["content-type"] == nil)
      }
      #expect(try await server.http("GET", path, ["If-None-Match: \"x\""]).status == 200)
      // A deletion that was ordered changes it.
      #expect(try await server.http("DELETE", path).status == 202)
      let changed = try await server.http("GET", path, ["If-None-Match: \(tag)"])
      #expect(changed.status == 200)
      #expect(changed.json?["status"]?.string == "DELETING")
    }
  }

  @Test func oneConnectionServesManyRequests() async throws {
    try await Self.run { server in
      let statuses = try await server.blocking { port in
        let wire = try HTTPWire(port)
        // All at once: the answers come in order.
        var bytes = wire.bytes("GET", "/deployments", [], nil)
        bytes += wire.bytes("POST", "/deployments", [Self.json], Array(Self.order.utf8))
        bytes += wire.bytes("GET", "/deployments?pageSize=5", [], nil) + wire.bytes("GET", "/nothing", [], nil)
        bytes += wire.bytes("POST", "/deployments", ["Content-Type: text/csv"], Array("a,b".utf8))
        bytes += wire.bytes("GET", "/health", [], nil)
        try wire.send(bytes)
        return try (0..<6).map { _ in try wire.receive().status }
      }
      #expect(statuses == [200, 202, 200, 404, 415, 200])
    }
  }

  @Test func rolesAndStrangersAreTold() async throws {
    try await Self.run(
      admit: { request, _ in
        switch request.headers["Authorization"] {
        case "Bearer acme": Principal(name: "a@acme", attributes: ["customerId": "acme"])
        case "Bearer other": Principal(name: "b@other", attributes: ["customerId": "other"])
        case nil: .anonymous
        default: nil
        }
      }
    ) { server in
      let stranger = try await server.http("GET", "/deployments")
      #expect(stranger.problem == "UNAUTHENTICATED 401")
      #expect(stranger["www-authenticate"] == "Bearer")
      #expect(
        try await server.http("GET", "/deployments", ["Authorization: Bearer no"]).problem == "UNAUTHENTICATED 401")
      let acme = "Authorization: Bearer acme"
      let made = try await server.http("POST", "/deployments", [acme, Self.json], body: Self.order)
      let path = try #require(made["location"])
      #expect(try await server.http("GET", path, [acme]).json?["customerId"]?.string == "acme")
      // Somebody else's does not exist.
      #expect(try await server.http("GET", path, ["Authorization: Bearer other"]).problem == "NOT_FOUND 404")
      let list = try await server.http("GET", "/deployments", ["Authorization: Bearer other"])
      #expect(list.json?["total"]?.int == 0)
    }
  }

  @Test func listedOriginsMayAskAndReadOthersMayNot() async throws {
    try await Self.run(options: { $0.allowedOrigins = ["https://desk.example"] }) { server in
      let origin = "Origin: https://desk.example"
      let read = try await server.http("GET", "/deployments", [origin, "Cookie: session=x"])
      #expect(read.status == 200)
      #expect(read["access-control-allow-origin"] == "https://desk.example")
      #expect(read["access-control-allow-credentials"] == "true")
      #expect(read["access-control-expose-headers"] == "ETag, Location, Retry-After")
      #expect(read["vary"] == "Origin")
      // Problems can be read, too.
      #expect(
        try await server.http("GET", "/nothing", [origin])["access-control-allow-origin"] == "https://desk.example")
      let preflight = try await server.http(
        "OPTIONS", "/deployments",
        [origin, "Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type"])
      #expect(preflight.status == 204)
      #expect(preflight["access-control-allow-methods"] == "GET, HEAD, OPTIONS, POST")
      #expect(
        preflight["access-control-allow-headers"] == "Authorization, Content-Type, Idempotency-Key, If-None-Match")
      #expect(preflight["access-control-max-age"] == "600")

      for method in ["GET", "POST", "OPTIONS"] {
        let foreign = try await server.http(
          method, "/deployments", ["Origin: https://evil.example", "Access-Control-Request-Method: POST"])
        #expect(foreign.problem == "FORBIDDEN 403")
        #expect(foreign["access-control-allow-origin"] == nil)
        #expect(foreign["vary"] == "Origin")
      }
      // The server's own pages.
      let own = "Origin: http://127.0.0.1:\(server.port)"
      #expect(
        try await server.http("POST", "/deployments", [own, Self.json, "Cookie: session=x"], body: Self.order).status
          == 202)
      // Programs have no origin, and no cookies. Browsers leave it out when a page reads from its own server.
      #expect(try await server.http("POST", "/deployments", [Self.json], body: Self.order).status == 202)
      #expect(
        try await server.http("POST", "/deployments", [Self.json, "Cookie: session=x"], body: Self.order).problem
          == "FORBIDDEN 403")
      #expect(try await server.http("GET", "/deployments", ["Cookie: session=x"]).status == 200)
    }
  }

  @Test func metricsAreCounted() async throws {
    try await Self.run(loops: 2) { server in
      let client = try await server.connect()
      _ = try await client.call("deployment:get_deployments")
      _ = try await server.http("GET", "/deployments")
      _ = try await server.http("GET", "/deployments/none")
      let metrics = try await server.http("GET", "/metrics")
      #expect(metrics["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
      let lines = metrics.text.split(separator: "\n")
      for line in [
        "# TYPE concord_connections gauge", "concord_connections 1", "concord_requests_in_flight 0",
        "concord_draining 0",
        #"concord_requests_total{operation="deployment:get_deployments",outcome="succeeded"} 2"#,
        #"concord_requests_total{operation="deployment:get_deployment",outcome="refused"} 1"#,
        #"concord_request_seconds_bucket{operation="deployment:get_deployments",le="+Inf"} 2"#,
        #"concord_request_seconds_count{operation="deployment:get_deployments"} 2"#,
      ] { #expect(lines.contains(Substring(line)), "\(line)") }
      // Every line is of the format.
      for line in lines where !line.hasPrefix("#") {
        #expect(line.wholeMatch(of: /[a-z_]+(\{([a-z]+="[^"\\]*",?)+\})? [0-9.]+/) != nil, "\(line)")
      }
      #expect(try await server.http("POST", "/metrics", body: "").problem == "WRONG_TYPE 405")
      #expect(try await server.http("GET", "/health").text == "ok\n")
    }
  }
}

/// Takes orders as document 002 describes them: the answer comes before there is a machine.
struct OrderedMachines: DeploymentHandler {
  func create(_ input: Deployment, _ context: RequestContext) async throws -> DeploymentCreateOutput {
    var deployment = input
    deployment.customerId = context.principal.attribute("customerId") ?? ""
    return DeploymentCreateOutput(deploymentId: try await context.entities.create(deployment, context).id)
  }

  func delete(_ input: Key<Deployment>, _ context: RequestContext) async throws -> Empty {
    _ = try await context.entities.modify(input, context) { $0.status = .deleting }
    return Empty()
  }
}
