import ConcordCore
import Testing

@Suite struct HTTPRouteTests {
  @Test func readsItsPath() {
    let route = HTTPRoute(.patch, "/branches/{branch}/books/{number}", status: 202, idempotencyKey: true)
    #expect(route.path == [.literal("branches"), .parameter("branch"), .literal("books"), .parameter("number")])
    #expect(route.parameters == ["branch", "number"])
    #expect("\(route)" == "PATCH /branches/{branch}/books/{number}")
    #expect(route.status == 202 && route.takesIdempotencyKey && route.files.isEmpty)
  }

  @Test func knowsTheRoot() {
    #expect(HTTPRoute(.get, "/").path.isEmpty)
    #expect("\(HTTPRoute(.get, "/"))" == "GET /")
  }

  @Test func saysWhichMethodsHaveABody() {
    #expect(HTTPRoute.Method.allCases.filter(\.hasBody) == [.post, .put, .patch])
  }

  @Test func namesItsParts() {
    let route = HTTPRoute(.post, "/services/{name}/bundle", parts: [.file("bundle"), .json("form")])
    #expect(route.parts.map(\.name) == ["bundle", "form"])
    #expect(route.files == ["bundle"])
  }
}
