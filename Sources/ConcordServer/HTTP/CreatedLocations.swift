import ConcordCore

/// Where what a POST to a collection made can be read: the route of its kind's `get` below it, filled from what the POST
/// answers.
struct CreatedLocations: Sendable {
  private let routes: [String: HTTPRoute]

  init(_ routes: [Route]) {
    self.routes = Dictionary(
      routes.compactMap { route in
        guard route.kind == .get, let http = route.http, http.method == .get else { return nil }
        return (Self.group(route), http)
      }, uniquingKeysWith: { first, _ in first })
  }

  private static func group(_ route: Route) -> String { String(route.topic.prefix { $0 != ":" }) }

  /// The path of what a call made; nil when it made nothing, or its answer does not name it. What is called `id` in the path
  /// may be called `deploymentId` in the answer.
  func path(_ route: Route, _ json: [UInt8], _ parameters: [String: String]) -> String? {
    let group = Self.group(route)
    guard let http = route.http, http.method == .post, let target = routes[group],
      target.path.count == http.path.count + 1, target.path.starts(with: http.path)
    else { return nil }
    var values = parameters
    var reader = JSONReader(json.span.bytes)
    guard reader.nextKind() == .object else { return nil }
    reader.beginObject()
    while let name = reader.nextName() {
      switch reader.nextKind() {
      case .string: values[name] = reader.string()
      case .number: values[name] = String(reader.int())
      default: reader.skipValue()
      }
    }
    guard reader.failure == nil else { return nil }
    var path = ""
    for segment in target.path {
      switch segment {
      case .literal(let text): path += "/\(text)"
      case .parameter(let name):
        let capital = name.prefix(1).uppercased() + name.dropFirst()
        guard let value = values[name] ?? values[group + capital], !value.isEmpty else { return nil }
        path += "/\(PercentEncoding.encode(value))"
      }
    }
    return path
  }
}
