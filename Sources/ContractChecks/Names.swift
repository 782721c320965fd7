/// Names with the places that claim them, for the rules about clashes.
struct Claims {
  /// Whether all names are different: then there is nothing to claim, which is so in almost all contracts and costs less.
  static func areDifferent(_ names: some Sequence<String>) -> Bool {
    var seen: Set<String> = []
    return names.allSatisfy { seen.insert($0).inserted }
  }

  private var first: [String: (position: SourcePosition, what: String)] = [:]
  private(set) var findings: [Rule.Finding] = []

  /// Claims a name for something; a finding that cites both places when it is taken.
  mutating func claim(
    _ name: String, for what: String, at position: SourcePosition, kind: String, suggestion: String? = nil
  ) {
    guard let other = first[name] else {
      first[name] = (position, what)
      return
    }
    findings.append(
      Rule.Finding(
        position, "the \(kind) '\(name)' of \(what) is taken by \(other.what) at \(other.position)",
        suggestion: suggestion))
  }
}

extension Contract {
  /// `entity 'account'`
  var title: String {
    if let namespace { return "namespace '\(namespace.path)'" }
    if let server { return "server '\(server.name)'" }
    return group.map { "\(kind == .entity ? "entity" : "service") '\($0.name)'" } ?? "file '\(name)'"
  }
}
