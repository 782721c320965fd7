extension Rule {
  static let httpQuery = Rule(
    "http-query", "What travels in a query is scalars, enumerations, references and lists of these."
  ) { packages in
    HTTPOperation.all(packages).flatMap { http -> [Finding] in
      let position = http.binding.position
      guard let fields = http.fields else {
        if http.binding.method.hasBody { return [] }
        return [
          Finding(
            position, "the input of \(http.title) is no object, so it cannot travel in a query",
            suggestion: "use a method with a body, such as POST")
        ]
      }
      let reserved = http.operation.input == .listQuery ? fields.filter { pageKeys.contains($0.name) } : []
      return http.queryFields.filter { !http.package.isQueryValue($0.type) }.map {
        Finding(
          position, "'\($0.name)' cannot travel in the query of \(http.title)",
          suggestion: "use a method with a body, such as POST")
      }
        + reserved.map {
          Finding(
            position, "'\($0.name)' in the query of \(http.title) would mean the list's own '\($0.name)'",
            suggestion: "leave it out of 'filter'")
        }
    }
  }

  /// What every list takes in its query.
  private static let pageKeys = ["page", "pageSize", "sort"]

  static let httpBody = Rule("http-body", "A multipart request has a method with a body.") { packages in
    HTTPOperation.all(packages).filter { !$0.binding.parts.isEmpty && !$0.binding.method.hasBody }.map {
      Finding(
        $0.binding.position, "\($0.binding.method.rawValue) has no body that could carry the parts of \($0.title)",
        suggestion: "use POST, PUT or PATCH")
    }
  }

  static let httpSafe = Rule("http-safe", "GET changes nothing: browsers and caches repeat it as they like.") {
    packages in
    let changing: [OperationModel.Kind] = [.create, .update, .delete]
    return HTTPOperation.all(packages)
      .filter { $0.binding.method == .get && changing.contains($0.operation.convention) }.map {
        Finding(
          $0.binding.position, "\($0.title) changes something, and GET must not",
          suggestion: "use \($0.operation.convention == .delete ? "DELETE" : "POST")")
      }
  }

  static let httpIdempotencyKey = Rule(
    "http-idempotency-key", "Only what changes something takes an idempotency key."
  ) { packages in
    HTTPOperation.all(packages).compactMap { http in
      let reads = http.binding.method == .get || [.get, .list].contains(http.operation.convention)
      guard reads, let position = http.binding.places.idempotencyKey else { return nil }
      return Finding(
        position, "\(http.title) only reads, so it may be repeated without a key",
        suggestion: "leave 'idempotency-key' out")
    }
  }

  static let httpStatus = Rule("http-status", "An answer with content has no status that forbids it.") { packages in
    HTTPOperation.all(packages).compactMap { http in
      guard [204, 205].contains(http.binding.status), http.operation.output != .none else { return nil }
      return Finding(
        http.binding.places.status ?? http.binding.position,
        "a response with status \(http.binding.status) has no content, and \(http.title) has an output",
        suggestion: "write 'output: none' or another status")
    }
  }
}
