extension Rule {
  static let httpParameter = Rule("http-parameter", "A parameter of a path is a field of the operation's input.") {
    packages in
    HTTPOperation.all(packages).flatMap { http -> [Finding] in
      http.parameters.filter { $0.field == nil }.map { parameter in
        guard let fields = http.fields else {
          return Finding(
            parameter.position, "the input of \(http.title) is no object, so it has no '\(parameter.name)'",
            suggestion: "make it a record, or take the parameter out")
        }
        let names = fields.map(\.name)
        return Finding(
          parameter.position, "the input of \(http.title) has no '\(parameter.name)'",
          suggestion: NearestName.suggestion(for: parameter.name, among: names)
            ?? (names.isEmpty ? "it has no input" : "it has \(names.joined(separator: ", "))"))
      }
    }
  }

  static let httpParameterTwice = Rule("http-parameter-twice", "A path has each parameter once.") { packages in
    HTTPOperation.all(packages).flatMap { http -> [Finding] in
      var seen: Set<String> = []
      return http.parameters.filter { !seen.insert($0.name).inserted }.map {
        Finding($0.position, "'\($0.name)' stands in the path already", suggestion: "name another field")
      }
    }
  }

  static let httpParameterType = Rule(
    "http-parameter-type", "A parameter of a path is a plain scalar or an enumeration, and always there."
  ) { packages in
    HTTPOperation.all(packages).flatMap { http -> [Finding] in
      http.parameters.compactMap { parameter in
        guard let field = parameter.field else { return nil }
        // What a list filters by in its path, it always filters by.
        if field.isOptional, http.operation.input != .listQuery {
          return Finding(
            parameter.position, "'\(field.name)' is optional, and what stands in a path cannot be absent",
            suggestion: "leave it to the query or the body")
        }
        if http.package.isSegment(field.type) { return nil }
        return Finding(
          parameter.position, "a value of '\(field.name)' cannot stand in a path",
          suggestion: "leave it to the query or the body")
      }
    }
  }

  static let httpSensitive = Rule(
    "http-sensitive", "What is sensitive travels neither in the path nor in the query, which stand in logs."
  ) { packages in
    HTTPOperation.all(packages).flatMap { http -> [Finding] in
      let inPath = http.parameters.filter { $0.field?.isSensitive == true }.map {
        Finding($0.position, "'\($0.name)' is sensitive and would stand in the path")
      }
      let inQuery = http.queryFields.filter(\.isSensitive).map {
        Finding(
          http.binding.position, "'\($0.name)' is sensitive and would travel in the query",
          suggestion: "use a method with a body, such as POST")
      }
      return inPath + inQuery
    }
  }

  static let httpKey = Rule(
    "http-key", "A request that names one entity has its whole key in the path, or in the query when it has no body."
  ) { packages in
    HTTPOperation.all(packages).flatMap { http -> [Finding] in
      guard http.operation.input == .key || http.operation.input == .patch, http.binding.method.hasBody else {
        return []
      }
      let given = Set(http.binding.parameters)
      return (http.contract.entity?.keyFields ?? []).filter { !given.contains($0.name) }.map {
        Finding(
          http.binding.position, "the path of \(http.title) lacks '\($0.name)', which is part of the key",
          suggestion: "add {\($0.name)}")
      }
    }
  }
}

extension ContractPackage {
  /// Whether values of a type can be a segment of a path: their text is one, never empty by nature, and the same wherever
  /// it is written.
  func isSegment(_ type: TypeReference) -> Bool {
    switch type.unwrapped {
    case .scalar(let scalar): ![.json, .bytes, .double].contains(scalar)
    case .named(let id): if case .enumeration = self[id].shape { true } else { false }
    case .entity, .reference, .optional, .list, .map: false
    }
  }

  /// Whether values of a type can travel in a query: a text each, or several under one name.
  func isQueryValue(_ type: TypeReference) -> Bool {
    switch type.unwrapped {
    case .scalar(let scalar): scalar != .json
    case .reference: true
    case .named(let id): if case .enumeration = self[id].shape { true } else { false }
    case .list(let item): if case .list = item.unwrapped { false } else { isQueryValue(item) }
    case .entity, .optional, .map: false
    }
  }
}
