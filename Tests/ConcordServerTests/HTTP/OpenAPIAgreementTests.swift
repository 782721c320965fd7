import ConcordCore
import ConcordServer
import EmittedContracts
import Foundation
import Testing

/// The OpenAPI document that the generator writes and the server that the same contracts make say the same.
@Suite struct OpenAPIAgreementTests {
  /// The methods of each path, as the golden document has them.
  static func documented() throws -> [String: [String]] {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/Emitters/Documents/openapi/library.openapi.yaml")
    var methods: [String: [String]] = [:]
    var path = ""
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      if let match = line.wholeMatch(of: #/\ {2}"(/.*)":/#) { path = String(match.1) }
      if let match = line.wholeMatch(of: #/\ {4}(get|post|put|patch|delete):/#) {
        methods[path, default: []].append(match.1.uppercased())
      }
    }
    return methods
  }

  @Test func everyDocumentedRouteIsServedAndNoOther() async throws {
    let documented = try Self.documented()
    #expect(documented.values.map(\.count).reduce(0, +) == 7)
    try await TestServer.run(register: { $0.handle(booking: Bookings()) }, packages: [LibraryPackage.self]) { server in
      for (path, methods) in documented {
        let target = path.replacing(/\{[a-z]+\}/, with: "1")
        let all = methods + ["OPTIONS"] + (methods.contains("GET") ? ["HEAD"] : [])
        #expect(try await server.http("OPTIONS", target)["allow"] == all.sorted().joined(separator: ", "), "\(path)")
        for method in methods {
          // An answer of the operation, or of who reads its input: not of the router.
          let answer = try await server.http(
            method, target, ["Content-Type: application/json"], body: method == "GET" || method == "DELETE" ? nil : "{}"
          )
          #expect(
            answer.status != 405 && answer.json?["detail"]?.string?.hasPrefix("nothing is served") != true,
            "\(method) \(path)")
        }
      }
    }
  }
}

private struct Bookings: BookingHandler {
  func create(_ input: Booking, _ context: RequestContext) async throws -> BookingCreateOutput {
    BookingCreateOutput(bookingId: "bk_1")
  }
  func delete(_ input: Key<Booking>, _ context: RequestContext) async throws -> Empty { Empty() }
  func get(_ input: BookingGetInput, _ context: RequestContext) async throws -> BookingGetOutput {
    throw ConcordError(.notFound, "there is no booking \(input.id)")
  }
  func renew(_ input: BookingRenewInput, _ context: RequestContext) async throws -> Empty { Empty() }
  func remind(_ input: Key<Booking>, _ context: RequestContext) async throws -> BookingRemindOutput {
    throw ConcordError(.notFound, "there is no booking \(input.name)")
  }
  func scan(_ input: BookingScanInput, _ context: RequestContext) async throws -> BookingScanOutput {
    BookingScanOutput(pages: input.form.pages)
  }
}
