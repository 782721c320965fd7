import ConcordCore
import Testing

@testable import ConcordServer

@Suite struct HTTPRouterTests {
  /// A route by its topic; `GET /items/{id}`.
  static func route(_ topic: String, _ method: HTTPRoute.Method, _ path: String) -> Route {
    TypedRoute(Operation<Empty, Empty>(topic, http: HTTPRoute(method, path))) { _, _ in Empty() }
  }

  static let router: HTTPRouter = {
    let routes = [
      route("root", .get, "/"), route("list", .get, "/items"), route("create", .post, "/items"),
      route("get", .get, "/items/{name}"), route("delete", .delete, "/items/{name}"),
      route("last", .get, "/items/last"),
      route("parts", .get, "/items/{item}/parts/{id}"), route("lastParts", .get, "/items/last/parts"),
      route("plain", .get, "/a.b-c~d"), TypedRoute(Operation<Empty, Empty>("socketOnly")) { _, _ in Empty() },
    ]
    guard let router = try? HTTPRouter(routes: routes) else { fatalError("the routes of this test clash") }
    return router
  }()

  /// What is found, as a line.
  static func found(_ method: String, _ path: String) -> String {
    switch router.find(method: method, path: path) {
    case .found(let route, let parameters):
      ([route.topic] + parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }).joined(separator: " ")
    case .notFound: "404"
    case .methodNotAllowed(let methods): "405 \(methods.joined(separator: " "))"
    }
  }

  @Test(arguments: [
    ("GET", "/", "root"), ("GET", "/items", "list"), ("POST", "/items", "create"),
    ("GET", "/items/7", "get name=7"), ("DELETE", "/items/7", "delete name=7"),
    // The literal is meant, where it has the method.
    ("GET", "/items/last", "last"), ("DELETE", "/items/last", "delete name=last"),
    ("GET", "/items/last/parts", "lastParts"), ("GET", "/items/last/parts/3", "parts id=3 item=last"),
    ("GET", "/items/a/parts/b", "parts id=b item=a"),
    // Escapes are decoded after the path is cut: %2F is no border.
    ("GET", "/items/a%2Fb%20c", "get name=a/b c"), ("GET", "/items/%C3%A9", "get name=é"),
    ("GET", "/items/a+b", "get name=a+b"), ("GET", "/%69tems", "list"), ("GET", "/a.b-c~d", "plain"),
    ("GET", "/nothing", "404"), ("GET", "/items/", "404"), ("GET", "//items", "404"), ("GET", "/items//parts/1", "404"),
    ("GET", "/items/a/parts", "404"), ("GET", "/Items", "404"), ("GET", "", "404"), ("GET", "*", "404"),
    ("GET", "/items/%", "404"), ("GET", "/items/%2", "404"), ("GET", "/items/%zz", "404"), ("GET", "/items/%FF", "404"),
    ("PUT", "/items", "405 GET POST"), ("PATCH", "/items/last", "405 DELETE GET"),
    ("BREW", "/items/1", "405 DELETE GET"),
    ("get", "/items", "405 GET POST"),
  ]) func finds(method: String, path: String, expected: String) {
    #expect(Self.found(method, path) == expected)
  }

  @Test func twoRoutesOnOnePlaceAreAnError() {
    let clash = #expect(throws: HTTPRouteClash.self) {
      _ = try HTTPRouter(routes: [Self.route("b", .get, "/items/{x}"), Self.route("a", .get, "/items/{id}")])
    }
    #expect(
      clash?.description == "GET /items/{x} is the route of a and of b; give one of them another path, or leave it out")
  }

  @Test(arguments: [
    ("a=1&b=2", "a=1;b=2"), ("a=1&a=2", "a=1;a=2"), ("a", "a="), ("", ""), ("&&a=1&", "a=1"), ("a=b=c", "a=b=c"),
    ("a+b=c+d%2B", "a b=c d+"), ("%61=%C3%A9", "a=é"), ("=x", "=x"),
  ]) func readsQueries(query: String, expected: String) {
    let members = QueryText(strictly: query)?.fields
    #expect(members?.map { "\($0.0)=\($0.1)" }.joined(separator: ";") == expected)
  }

  @Test(arguments: ["a=%", "%zz=1", "a=%FF"]) func badEscapesInQueriesAreToldApart(query: String) {
    #expect(QueryText(strictly: query)?.fields.count == nil)
  }
}
