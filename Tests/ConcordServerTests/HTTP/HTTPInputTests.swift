import ConcordCore
import EmittedContracts
import ReferenceContracts
import Testing

@testable import ConcordServer

/// The JSON that requests become, with routes of real contracts.
@Suite struct HTTPInputTests {
  static func route<Input, Output>(_ operation: Operation<Input, Output>) -> Route {
    TypedRoute(operation) { _, _ in throw CancellationError() }
  }

  static func json(
    _ route: Route, _ parameters: [String: String] = [:], query: String = "", body: String? = nil
  ) -> String {
    do throws(ConcordError) {
      let query = QueryText(strictly: query)?.fields ?? []
      let body = body.map { Array($0.utf8) }
      let json = try HTTPInput.assemble(route, parameters, query: query, body: body?.span.bytes)
      return String(decoding: json, as: UTF8.self)
    } catch {
      return "\(error.code) \(error.field ?? "-"): \(error.message)"
    }
  }

  @Test(arguments: [
    ("", "{}"),
    ("page=2&pageSize=50", #"{"page":2,"pageSize":50}"#),
    ("sort=-name&sort=createdAt", #"{"sort":["-name","createdAt"]}"#),
    ("status=ACTIVE&regionId=eu%20west", #"{"filter":{"status":"ACTIVE","regionId":"eu west"}}"#),
    ("page=two", "INVALID_INPUT page: page: 'two' is no number"),
    ("page=1&page=2", "INVALID_INPUT page: page: is given 2 times"),
    (
      "regoin=eu",
      "INVALID_INPUT regoin: regoin: is no member of the query of GET /deployments; "
        + "its query has page, pageSize, regionId, sort, status"
    ),
  ]) func listsTakeQueries(query: String, expected: String) {
    #expect(Self.json(Self.route(DeploymentOperations.table.list), query: query) == expected)
  }

  /// Looked for among those before it, each member of this body would make minutes of it.
  @Test(.timeLimit(.minutes(1))) func aBodyOfManyMembersIsMergedInOneGo() {
    let route = Self.route(BookingOperations.table.update)
    let members = (0..<60_000).map { "\"m\($0)\":0" }.joined(separator: ",")
    let json = Self.json(route, ["id": "x"], body: "{\(members)}")
    #expect(json.hasPrefix(#"{"id":"x","m0":0,"#) && json.hasSuffix(#","m59999":0}"#))
  }

  @Test func ancestorsComeFromThePath() {
    let route = Self.route(DeploymentEventOperations.table.list)
    #expect(
      Self.json(route, ["deployment": "dep_1"], query: "level=WARN&sort=ts")
        == #"{"deployment":"dep_1","sort":["ts"],"filter":{"level":"WARN"}}"#)
  }

  @Test func valuesAreWrittenAsTheirFieldsAre() {
    let table = BookingOperations.table
    // A number in the path, and what a record of the contract's own says.
    #expect(
      Self.json(Self.route(table.list), ["branch": "b 1", "book": "7"]) == #"{"branch":"b 1","book":7}"#)
    #expect(
      Self.json(Self.route(table.get), ["id": "x"], query: "branch=b&book=7&full=true")
        == #"{"id":"x","branch":"b","book":7,"full":true}"#)
    #expect(
      Self.json(Self.route(table.get), ["id": "x"], query: "full=yes")
        == "INVALID_INPUT full: full: 'yes' is neither true nor false")
    #expect(
      Self.json(Self.route(table.list), ["branch": "b", "book": "seven"])
        == "INVALID_INPUT book: book: 'seven' is no number")
  }

  @Test func aBodyIsJoinedWithThePath() {
    let create = Self.route(BookingOperations.table.create)
    let path = ["branch": "b", "book": "7"]
    #expect(
      Self.json(create, path, body: #" {"reader":"r","days": 3}"#)
        == #"{"branch":"b","book":7,"reader":"r","days":3}"#)
    #expect(Self.json(create, path) == #"{"branch":"b","book":7}"#)
    // The same again is no contradiction.
    #expect(
      Self.json(create, path, body: #"{"book":7,"reader":"r"}"#) == #"{"branch":"b","book":7,"reader":"r"}"#)
    #expect(
      Self.json(create, path, body: #"{"book":8}"#)
        == "INVALID_INPUT book: book: the path says 7, and the body says something else")
    #expect(
      Self.json(create, path, query: "days=3", body: "{}")
        == "INVALID_INPUT days: days: POST /branches/{branch}/books/{book}/bookings takes its input from the path and the body, "
        + "not from the query")
    #expect(Self.json(create, path, body: "[1]").hasPrefix("INVALID_INPUT"))
    #expect(Self.json(create, path, body: #"{"a":1"#).hasPrefix("INVALID_INPUT"))
    #expect(Self.json(create, path, body: #"{"a":1} x"#).hasPrefix("INVALID_INPUT"))
  }

  @Test func aBodyAloneStaysAsItIs() {
    let create = Self.route(DeploymentOperations.table.create)
    #expect(Self.json(create, body: #"[1, {"a" :2}]"#) == #"[1, {"a" :2}]"#)
    #expect(Self.json(create, body: "") == "{}")
  }

  @Test func getAndDeleteTakeNoBody() {
    #expect(
      Self.json(Self.route(DeploymentOperations.table.delete), ["id": "dep_1"], body: "{}")
        == "INVALID_INPUT -: DELETE /deployments/{id} takes its input from the path and the query, not from a body")
  }

  @Test func partsJoinPathAndQuery() throws {
    let route = Self.route(ServiceOperations.table.deployBundle)
    let json = try HTTPInput.assemble(
      route, ["name": "api"], query: [("tenant", "acme"), ("account", "prod"), ("environment", "e1")],
      parts: [("form", Array(#"{"replicas":2}"#.utf8))])
    #expect(
      String(decoding: json, as: UTF8.self)
        == #"{"name":"api","tenant":"acme","account":"prod","environment":"e1","form":{"replicas":2}}"#)
    #expect(throws: ConcordError.self) {
      _ = try HTTPInput.assemble(route, ["name": "api"], query: [("form", "{}")], parts: [])
    }
  }
}
