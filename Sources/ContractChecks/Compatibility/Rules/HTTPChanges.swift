// Where operations are reached over HTTP.
extension CompatibilityRule {
  static let httpRemoved = wire("WIRE_HTTP_REMOVED", "What could be asked for over HTTP still can be.", for: .callers) {
    comparison in
    comparison.operations.both.compactMap { pair in
      guard let old = pair.old.http, pair.new.http == nil else { return nil }
      return Finding(
        pair.new.position, "'\(pair.new.name)' was reached with \(old.text) and is not any more",
        "keep 'http: \(old.text)' until nobody asks so")
    }
  }

  static let httpAdded = wire(
    "WIRE_HTTP_ADDED", "What can now be asked for over HTTP is worth knowing.", .info, for: .callers
  ) { comparison in
    comparison.operations.both.compactMap { pair in
      guard let new = pair.new.http, pair.old.http == nil else { return nil }
      return Finding(new.position, "'\(pair.new.name)' is now reached with \(new.text)")
    }
  }

  static let routeChanged = wire(
    "WIRE_HTTP_ROUTE_CHANGED", "An operation keeps its HTTP method and path.", for: .callers
  ) { comparison in
    bindings(comparison).filter { !isSameRoute($0) }.map {
      Finding(
        $0.new.http.position,
        "'\($0.new.operation.name)' was reached with \($0.old.http.text) and is with "
          + $0.new.http.text, "keep 'http: \($0.old.http.text)'")
    }
  }

  static let statusChanged = wire(
    "WIRE_HTTP_STATUS_CHANGED", "A success over HTTP keeps its status.", for: .callers
  ) { comparison in
    bindings(comparison).filter { $0.old.http.status != $0.new.http.status }.map {
      Finding(
        $0.new.http.position,
        "\($0.new.http.text) answered \($0.old.http.status) and answers \($0.new.http.status)",
        "keep 'status: \($0.old.http.status)'")
    }
  }

  static let idempotencyKeyRemoved = wire(
    "WIRE_HTTP_IDEMPOTENCY_KEY_REMOVED", "A request that is sent again with its key is answered once.", for: .callers
  ) { comparison in
    bindings(comparison).filter { $0.old.http.takesIdempotencyKey && !$0.new.http.takesIdempotencyKey }.map {
      Finding(
        $0.new.http.position,
        "\($0.new.http.text) read the header Idempotency-Key and does not; a request sent again is done again",
        "keep 'idempotency-key: header'")
    }
  }

  static let idempotencyKeyAdded = wire(
    "WIRE_HTTP_IDEMPOTENCY_KEY_ADDED", "That a request may now be sent again with its key is worth knowing.", .info,
    for: .callers
  ) { comparison in
    bindings(comparison).filter { !$0.old.http.takesIdempotencyKey && $0.new.http.takesIdempotencyKey }.map {
      Finding($0.new.http.position, "\($0.new.http.text) reads the header Idempotency-Key")
    }
  }

  static let bodyChanged = wire(
    "WIRE_HTTP_BODY_CHANGED", "A request's body keeps its form.", for: .callers
  ) { comparison in
    bindings(comparison).filter { $0.old.http.parts.isEmpty != $0.new.http.parts.isEmpty }.map {
      let words = $0.new.http.parts.isEmpty ? ("multipart", "JSON") : ("JSON", "multipart")
      return Finding(
        $0.new.http.position, "the body of \($0.new.http.text) was \(words.0) and is \(words.1)",
        "keep it, or add an operation that takes the new one")
    }
  }

  static let partRemoved = wire(
    "WIRE_HTTP_PART_REMOVED", "A part that callers send is read.", for: .callers
  ) { comparison in
    parts(comparison).removed.map { lone in
      .gone(
        lone, lone.element.part.position,
        "the part '\(lone.element.part.name)' of \(lone.element.route) is gone: what callers send in it is lost",
        lone.renamed({ $0.part.name }, fits: { $0.isFile == $1.isFile }) ?? "keep it until nobody sends it")
    }
  }

  static let partAdded = wire(
    "WIRE_HTTP_PART_ADDED", "The parts that callers have to send, they had to send before.", for: .callers
  ) { comparison in
    parts(comparison).added.map {
      Finding(
        $0.element.part.position,
        "the part '\($0.element.part.name)' of \($0.element.route) is new, and callers do not send it",
        "add an operation that takes it")
    }
  }

  static let partChanged = wire(
    "WIRE_HTTP_PART_CHANGED", "A part that callers send is understood.", for: .callers
  ) { comparison in
    parts(comparison).both.filter { pair in
      switch (pair.old.part.content, pair.new.part.content) {
      case (.file, .file): false
      case (.json(let old), .json(let new)): !pair.types.reading.understands(new, old)
      default: true
      }
    }.map {
      let (old, new) = ($0.old.text(in: $0.types.old), $0.new.text(in: $0.types.new))
      return Finding(
        $0.new.part.position, "the part '\($0.new.part.name)' of \($0.new.route) was \(old) and is \(new)",
        "keep it, or add an operation that takes the new one")
    }
  }

  /// An operation that both versions reach over HTTP, on one side.
  private struct Bound: Sendable {
    var operation: OperationModel
    var http: HTTPBinding
  }

  private struct PartSide: Sendable {
    var part: HTTPBinding.Part
    var route: String

    var isFile: Bool { part.content == .file }

    func text(in package: ContractPackage) -> String {
      switch part.content {
      case .file: "a file"
      case .json(let type): package.text(type)
      }
    }
  }

  private static func bindings(_ comparison: Comparison) -> [Pair<Bound>] {
    comparison.operations.both.compactMap { pair in
      guard let old = pair.old.http, let new = pair.new.http else { return nil }
      return Pair(
        old: Bound(operation: pair.old, http: old), new: Bound(operation: pair.new, http: new), types: pair.types)
    }
  }

  /// The parts of bodies that are multipart in both versions. Where both have a record of what is JSON, its fields tell of
  /// them.
  private static func parts(_ comparison: Comparison) -> Matched<PartSide> {
    var parts = Matched<PartSide>()
    for pair in bindings(comparison) where !pair.old.http.parts.isEmpty && !pair.new.http.parts.isEmpty {
      func sides(_ http: HTTPBinding) -> [PartSide] { http.parts.map { PartSide(part: $0, route: http.text) } }
      var matched = Matched(
        sides(pair.old.http), sides(pair.new.http), pair.types, home: pair.new.http.position, by: \.part.name)
      if case (.type, .type) = (pair.old.operation.input, pair.new.operation.input) {
        matched.both.removeAll { !$0.old.isFile && !$0.new.isFile }
        matched.removed.removeAll { !$0.element.isFile }
        matched.added.removeAll { !$0.element.isFile }
      }
      parts.add(matched)
    }
    return parts
  }

  /// Whether old requests arrive and say the same. A parameter that only got another name, with the field that it
  /// carries, looks the same in a request.
  private static func isSameRoute(_ pair: Pair<Bound>) -> Bool {
    let (old, new) = (pair.old.http, pair.new.http)
    guard old.method == new.method, old.path.count == new.path.count else { return false }
    func names(_ operation: OperationModel, _ package: ContractPackage) -> Set<String> {
      Set(package.fields(operation.input, of: operation.topic)?.map(\.name) ?? [])
    }
    return zip(old.path, new.path).allSatisfy { one, other in
      switch (one, other) {
      case (.literal(let a), .literal(let b)): a == b
      case (.parameter(let a), .parameter(let b)):
        a == b
          || (!names(pair.new.operation, pair.types.new).contains(a)
            && !names(pair.old.operation, pair.types.old).contains(b))
      default: false
      }
    }
  }
}

extension HTTPBinding {
  /// `POST /deployments`
  fileprivate var text: String { "\(method.rawValue) \(pathText)" }
}
