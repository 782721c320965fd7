extension Rule {
  static let httpRouteClash = Rule("http-route-clash", "The operations and sockets of one run have different routes.") {
    packages in
    var first = socketRoutes(packages)
    return HTTPOperation.all(packages).compactMap { http in
      guard let other = first[http.binding.text] else {
        first[http.binding.text] = "\(http.title) at \(http.binding.position)"
        return nil
      }
      return Finding(
        http.binding.position, "the route '\(http.binding.text)' of \(http.title) is taken by \(other)",
        suggestion: "change one of them")
    }
  }

  /// A socket is asked for with GET (RFC 6455 §4.1).
  private static func socketRoutes(_ packages: [ContractPackage]) -> [String: String] {
    Dictionary(
      sockets(packages).map { ("GET \($0.path)", "the socket at \($0.position)") },
      uniquingKeysWith: { first, _ in first })
  }

  static let httpRouteShadow = Rule(
    "http-route-shadow", "Routes differ in more than the names of their parameters: a request is for one of them."
  ) { packages in
    var first: [String: HTTPOperation] = [:]
    return HTTPOperation.all(packages).compactMap { http in
      let shape = http.binding.shape
      guard let other = first[shape] else {
        first[shape] = http
        return nil
      }
      // The same route is another rule's.
      if other.binding.text == http.binding.text { return nil }
      return Finding(
        http.binding.position,
        "no request for '\(http.binding.text)' of \(http.title) could be told from one for '\(other.binding.text)' of "
          + "\(other.title) at \(other.binding.position)",
        suggestion: "add a literal segment to one of them")
    }
  }

  static let reservedPath = Rule("reserved-path", "The paths /health and /metrics are the runtime's own.") { packages in
    let routes = HTTPOperation.all(packages).filter { reserved.contains($0.binding.pathText) }.map {
      Finding($0.binding.position, "'\($0.binding.pathText)' is the runtime's own", suggestion: "choose another path")
    }
    let paths = sockets(packages).filter { reserved.contains($0.path) }.map {
      Finding($0.position, "'\($0.path)' is the runtime's own", suggestion: "choose another path")
    }
    return routes + paths
  }

  private static let reserved: Set<String> = ["/health", "/metrics"]
}

extension HTTPBinding {
  /// The route without the names of its parameters.
  fileprivate var shape: String {
    path.reduce(into: method.rawValue) { text, segment in
      switch segment {
      case .literal(let literal): text += "/" + literal
      case .parameter: text += "/{}"
      }
    }
  }
}
