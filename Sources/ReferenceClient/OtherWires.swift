import ConcordCore
import Foundation

/// The other systems in their own languages, without a line of generated code: what a browser, a script or an old client sends.
struct OtherWires {
  let baseURL: String
  let transport: any ClientTransport
  let timeline: Timeline
  /// `EMAIL:PASSWORD` of an account that the server was started with.
  let user: (email: String, password: String)

  /// - Throws: the first thing that went otherwise than it must.
  func run() async throws {
    try await adminPanel()
    let token = try await signIn()
    try await deployments(token)
    try await packets(token)
  }

  private func socketURL(_ path: String) -> String { "ws" + baseURL.dropFirst("http".count) + path }

  private func adminPanel() async throws {
    timeline.section("The admin panel's store: queries, changes, and the whole kind at once")
    let panel = try await TextSocket.open(socketURL("/ws/store"), as: "panel", timeline, transport)
    panel.send(#"{"type":"SUBSCRIBE","entity":"partner"}"#)
    try await panel.expect("SUBSCRIPTION_DATA")
    let other = try await TextSocket.open(socketURL("/ws/store"), as: "script", timeline, transport)
    other.send(
      #"{"type":"MUTATION","entity":"partner","operation":"CREATE","payload":{"name":"Nordic Voice"},"requestId":"req_1"}"#
    )
    try await other.expect("MUTATION_SUCCESS")
    try await panel.expect("STORE_UPDATE")
    panel.send(
      #"{"type":"QUERY","entity":"partner","payload":{"criteria":{"name":{"$contains":"Nordic"}},"page":{"limit":20,"offset":0}},"requestId":"req_2"}"#
    )
    try await panel.expect(#""totalCount":1"#)
    panel.close()
    other.close()
  }

  private func signIn() async throws -> String {
    timeline.section("Signing in over HTTP")
    let body = #"{"email":"\#(user.email)","password":"\#(user.password)"}"#
    timeline.note("browser", "→ POST /auth/login")
    let answer = try await http("POST", "/auth/login", body: body)
    guard answer.status == 200, let token = json(answer)["token"]?.string else {
      throw Scenario.Wrong(description: "the log-in was answered with \(answer.status)")
    }
    timeline.note("browser", "← 200, a token of \(token.count) letters")
    let me = try await http("GET", "/me", token: token)
    timeline.note("browser", "← GET /me: \(String(decoding: me.body, as: UTF8.self))")
    return token
  }

  private func deployments(_ token: String) async throws {
    timeline.section("Deployments: ordered over HTTP, once however often the order comes; watched over a socket")
    let order = #"""
      {"name":"web","regionId":"eu-1","spec":{"instanceTypeId":"m1","imageId":"debian-12","storage":20,"sshKeyId":"k1"}}
      """#
    var ids: [String] = []
    for _ in 0..<2 {
      timeline.note("browser", "→ POST /deployments, Idempotency-Key: order-1")
      let answer = try await http(
        "POST", "/deployments", token: token, headers: [("Idempotency-Key", "order-1")], body: order)
      guard answer.status == 202, let id = json(answer)["deploymentId"]?.string else {
        throw Scenario.Wrong(description: "the order was answered with \(answer.status)")
      }
      timeline.note("browser", "← 202 \(id)")
      ids.append(id)
    }
    guard ids[0] == ids[1] else { throw Scenario.Wrong(description: "one order made two deployments: \(ids)") }
    try await waitUntilActive(ids[0], token)
    let socket = try await TextSocket.open(
      socketURL("/ws/deployments"), token: token, as: "browser", timeline, transport)
    socket.send(#"{"type":"subscribe","deploymentId":"\#(ids[0])"}"#)
    try await socket.expect(#""type":"subscribed""#)
    timeline.note("browser", "→ DELETE /deployments/\(ids[0])")
    let gone = try await http("DELETE", "/deployments/\(ids[0])", token: token)
    guard gone.status == 202 else { throw Scenario.Wrong(description: "the deletion was answered with \(gone.status)") }
    try await socket.expect("DELETING")
    try await socket.expect("the machine has stopped")
    socket.send(#"{"type":"subscribe","deploymentId":"dep_of_somebody_else"}"#)
    try await socket.expect("FORBIDDEN")
    socket.close()
  }

  private func waitUntilActive(_ id: String, _ token: String) async throws {
    for _ in 0..<100 {
      let answer = try await http("GET", "/deployments/\(id)", token: token)
      let status = json(answer)["status"]?.string
      if status == "ACTIVE" { return timeline.note("browser", "← GET /deployments/\(id): ACTIVE") }
      try await Task.sleep(for: .milliseconds(50))
    }
    throw Scenario.Wrong(description: "the machine was not made within 5 seconds")
  }

  private func packets(_ token: String) async throws {
    timeline.section("Packets: the same operations as actions")
    let socket = try await TextSocket.open(socketURL("/ws"), token: token, as: "page", timeline, transport)
    try await socket.expect(#"_:["_a",null]"#)
    socket.send(#"_:["_b",{"i":1,"m":"get","p":"/deployments","q":{"page":1},"b":null,"h":{}}]"#)
    try await socket.expect(#""c":0"#)
    socket.send(#"_:["_b",{"i":2,"m":"get","p":"/nowhere","q":{},"b":null,"h":{}}]"#)
    try await socket.expect(#""c":404"#)
    socket.close()
  }

  // MARK: HTTP

  private func http(
    _ method: String, _ path: String, token: String? = nil, headers: [(name: String, value: String)] = [],
    body: String? = nil
  ) async throws -> ClientHTTPResponse {
    var headers = headers
    if let token { headers.append(("Authorization", "Bearer \(token)")) }
    if body != nil { headers.append(("Content-Type", "application/json")) }
    return try await transport.httpRequest(
      ClientHTTPRequest(method, baseURL + path, headers: headers, body: Array((body ?? "").utf8)))
  }

  private func json(_ response: ClientHTTPResponse) -> JSONValue {
    (try? JSON.decode(JSONValue.self, from: response.body)) ?? .null
  }
}
