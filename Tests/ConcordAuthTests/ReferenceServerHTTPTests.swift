import ConcordAuth
import ConcordClient
import ConcordCore
import ConcordTransport
import ReferenceContracts
import Testing

/// The built server, asked over HTTP.
@Suite struct ReferenceServerHTTPTests {
  /// Sends JSON, and gives status and JSON.
  struct Asker {
    let base: String
    let transport: TransportClient
    var headers: [(name: String, value: String)] = []

    func ask(
      _ method: String, _ path: String, _ body: String = "", headers more: [(name: String, value: String)] = []
    ) async throws -> (status: Int, json: JSONValue?, response: ClientHTTPResponse) {
      let type = body.isEmpty ? [] : [(name: "Content-Type", value: "application/json")]
      let response = try await transport.httpRequest(
        ClientHTTPRequest(method, base + path, headers: headers + type + more, body: Array(body.utf8)))
      return (response.status, try? JSON.decode(JSONValue.self, from: response.body), response)
    }

    /// Asks until the answer is as wanted, a minute at most.
    func until(_ what: String, _ path: String, _ isThere: (Int, JSONValue?) -> Bool) async throws {
      for _ in 0..<3000 {
        let answer = try await ask("GET", path)
        if isThere(answer.status, answer.json) { return }
        try await Task.sleep(for: .milliseconds(20))
      }
      Issue.record("no \(what) within a minute")
    }
  }

  static let login = #"{"email":"ann@example.com","password":"correct horse battery"}"#

  @Test func aBrowserSignsInAndOut() async throws {
    try await withServerAlone(["--user", "ann@example.com:correct horse battery:c-1:owner"]) { base, transport, _ in
      let stranger = Asker(base: base, transport: transport)
      #expect(try await stranger.ask("GET", "/me").status == 401)
      let signedIn = try await stranger.ask("POST", "/auth/login", Self.login)
      #expect(signedIn.status == 200)
      let cookie = try #require(signedIn.response["Set-Cookie"])
      #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"))
      var browser = stranger
      browser.headers = [("Cookie", String(cookie.prefix { $0 != ";" }))]
      #expect(try await browser.ask("GET", "/me").json?["customerId"]?.string == "c-1")
      // Another page cannot use the cookie, nor a request that does not say what page it is of.
      #expect(try await browser.ask("POST", "/auth/logout").status == 403)
      #expect(try await browser.ask("POST", "/auth/logout", headers: [("Origin", "http://evil.example")]).status == 403)
      #expect(try await browser.ask("GET", "/me", headers: [("Origin", "http://evil.example")]).status == 403)
      let out = try await browser.ask("POST", "/auth/logout", headers: [("Origin", base)])
      #expect(out.status == 204)
      #expect(out.response["Set-Cookie"]?.contains("Max-Age=0") == true)
      #expect(try await browser.ask("GET", "/me").status == 401)
    }
  }

  @Test func aProgramOrdersAMachine() async throws {
    try await withServerAlone(["--user", "ann@example.com:correct horse battery:c-1:owner"]) { base, transport, _ in
      var program = Asker(base: base, transport: transport)
      let token = try await program.ask("POST", "/auth/login", Self.login).json?["token"]?.string
      program.headers = [("Authorization", "Bearer \(try #require(token))")]
      let order =
        #"{"name":"web","regionId":"eu","spec":{"instanceTypeId":"m1","imageId":"i1","storage":20,"sshKeyId":"k1"}}"#
      let made = try await program.ask("POST", "/deployments", order, headers: [("Idempotency-Key", "k-1")])
      #expect(made.status == 202)
      let id = try #require(made.json?["deploymentId"]?.string)
      #expect(
        try await program.ask("POST", "/deployments", order, headers: [("Idempotency-Key", "k-1")]).json == made.json)
      let list = try await program.ask("GET", "/deployments?regionId=eu&pageSize=5")
      #expect(list.json?["total"]?.int == 1)
      #expect(try await program.ask("GET", "/deployments/\(id)").json?["customerId"]?.string == "c-1")
      try await program.until("machine", "/deployments/\(id)") { $1?["status"]?.string == "ACTIVE" }
      let events = try await program.ask("GET", "/deployments/\(id)/events?sort=ts")
      #expect(
        events.json?["items"]?.elements?.compactMap { $0["message"]?.string } == [
          "a host was found", "the machine has started",
        ])
      #expect(try await program.ask("DELETE", "/deployments/\(id)").status == 202)
      try await program.until("end of the machine", "/deployments/\(id)") { status, _ in status == 404 }
    }
  }

  @Test func aBundleIsDeployed() async throws {
    try await withServerAlone(["--dev"]) { base, transport, _ in
      let client = ConcordClient(baseURL: base, packages: [AuroraPackage.self], transport: transport)
      try await client.connect()
      _ = try await client.tenant.create(Tenant(name: "acme"))
      _ = try await client.account.create(
        Account(tenant: "acme", name: "prod", provider: .aws, credentials: Secret(["key": "k"]), flavors: []))
      _ = try await client.environment.create(Environment(tenant: "acme", account: "prod", name: "e1"))
      client.close()
      func deploy(_ form: String, _ bundle: String) async throws -> (status: Int, json: JSONValue?) {
        let body =
          "--B\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n\(form)\r\n"
          + "--B\r\nContent-Disposition: form-data; name=\"bundle\"; filename=\"web.zip\"\r\n\r\n\(bundle)\r\n--B--\r\n"
        let response = try await transport.httpRequest(
          ClientHTTPRequest(
            "POST", base + "/services/api/bundle?tenant=acme&account=prod&environment=e1",
            headers: [("Content-Type", "multipart/form-data; boundary=B")], body: Array(body.utf8)))
        return (response.status, try? JSON.decode(JSONValue.self, from: response.body))
      }
      let empty = try await deploy(#"{"config":{},"links":[]}"#, "")
      #expect(empty.status == 422)
      #expect(empty.json?["code"]?.string == "WRONG_BUNDLE")
      let tried = try await deploy(#"{"config":{},"links":[],"validate":true}"#, "abc")
      // FNV-1a of "abc".
      #expect(tried.json?["image"]?.string == "bundle/web.zip@3-e71fa2190541574b")
      let done = try await deploy(#"{"replicas":2,"config":{"a":"b"},"links":[]}"#, "abc")
      #expect(done.status == 200)
      #expect(done.json?["image"]?.string == "bundle/web.zip@3-e71fa2190541574b")
      #expect(done.json?["replicas"]?.int == 2)
      #expect(done.json?["status"]?.string == "running")
      #expect(done.json?["revision"]?.string == "r1")
    }
  }
}
