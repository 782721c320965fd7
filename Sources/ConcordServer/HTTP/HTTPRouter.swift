import ConcordCore

/// Finds the operation that a request is for by its method and path. Made when the server starts, and never changed.
///
/// A trie by segments. Where a literal and a parameter fit, the literal is meant, from the left; but only among routes with
/// the method of the request.
struct HTTPRouter: Sendable {
  enum Match {
    /// The parameters are decoded, by the names of the input's members.
    case found(Route, parameters: [String: String])
    case notFound
    /// The path is right; the methods that it has, in order.
    case methodNotAllowed([String])
  }

  private struct Node: Sendable {
    var literals: [String: Int] = [:]
    var parameter: Int?
    var routes: [HTTPRoute.Method: Route] = [:]
  }

  private var nodes = [Node()]

  /// - Parameter routes: those without `http` are left out.
  /// - Throws: `HTTPRouteClash` for two routes on the same place.
  init(routes: [Route]) throws(HTTPRouteClash) {
    for route in routes.sorted(by: { $0.topic < $1.topic }) {
      guard let http = route.http else { continue }
      let leaf = add(http.path)
      if let other = nodes[leaf].routes[http.method] {
        throw HTTPRouteClash(route: http.description, topics: [other.topic, route.topic])
      }
      nodes[leaf].routes[http.method] = route
    }
  }

  private mutating func add(_ path: [HTTPRoute.Segment]) -> Int {
    var node = 0
    for segment in path {
      let known =
        switch segment {
        case .literal(let text): nodes[node].literals[text]
        case .parameter: nodes[node].parameter
        }
      let next = known ?? nodes.count
      if known == nil {
        nodes.append(Node())
        switch segment {
        case .literal(let text): nodes[node].literals[text] = next
        case .parameter: nodes[node].parameter = next
        }
      }
      node = next
    }
    return node
  }

  /// - Parameters:
  ///   - method: as sent, such as `GET`.
  ///   - path: still percent-encoded, without the query.
  func find(method: String, path: String) -> Match {
    guard path.hasPrefix("/") else { return .notFound }
    var segments: [String] = []
    for segment in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
      guard let decoded = PercentEncoding.decode(segment) else { return .notFound }
      segments.append(decoded)
    }
    if segments == [""] { segments = [] }
    var search = Search(method: HTTPRoute.Method(rawValue: method))
    walk(0, segments[...], &search)
    if let (route, values) = search.found {
      let names = route.http?.parameters ?? []
      return .found(route, parameters: Dictionary(zip(names, values), uniquingKeysWith: { first, _ in first }))
    }
    return search.methods.isEmpty ? .notFound : .methodNotAllowed(search.methods.sorted())
  }

  private struct Search {
    let method: HTTPRoute.Method?
    var values: [String] = []
    var methods: Set<String> = []
    var found: (Route, [String])?
  }

  /// Each node is looked at once at most, so a path costs no more than there are routes.
  private func walk(_ node: Int, _ rest: ArraySlice<String>, _ search: inout Search) {
    guard let segment = rest.first else {
      search.methods.formUnion(nodes[node].routes.keys.map(\.rawValue))
      if let method = search.method, let route = nodes[node].routes[method] { search.found = (route, search.values) }
      return
    }
    if let next = nodes[node].literals[segment] {
      walk(next, rest.dropFirst(), &search)
      if search.found != nil { return }
    }
    // An empty segment is no value.
    guard let next = nodes[node].parameter, !segment.isEmpty else { return }
    search.values.append(segment)
    walk(next, rest.dropFirst(), &search)
    search.values.removeLast()
  }
}

/// Two operations of a server are reached by the same method and path; `start` throws it before anything listens.
public struct HTTPRouteClash: Error, Sendable, Equatable, CustomStringConvertible {
  /// `GET /deployments/{id}`
  public let route: String
  /// The topics of the two.
  public let topics: [String]

  public var description: String {
    "\(route) is the route of \(topics.joined(separator: " and of ")); give one of them another path, or leave it out"
  }
}
