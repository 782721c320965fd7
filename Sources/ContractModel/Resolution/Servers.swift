extension KeyTable {
  static let socket = KeyTable(
    section: "a namespace of a server", known: ["dialect", "packages", "sign-in", "connection", "packet"])
  static let limits = KeyTable(
    section: "limits",
    known: ["message", "connections", "in-flight", "queue", "handshake", "ping", "rate"])
}

extension NodeReader {
  /// The server that a file declares.
  mutating func server(_ head: (name: String, node: YAMLNode), _ sections: Section) -> ServerModel {
    var server = ServerModel(
      name: head.name, swiftName: SwiftNames.member(head.name),
      summary: sections["summary"].flatMap { text($0, "summary") }, position: head.node.position)
    let entries = sections["namespaces"].flatMap { self.entries($0, "namespaces") }
    if sections["namespaces"] == nil || entries?.isEmpty == true {
      diagnostics.report(
        ModelRules.missingKey,
        at: sections["namespaces"] == nil ? head.node.position : sections.place(of: "namespaces"),
        "the server '\(head.name)' needs 'namespaces'", suggestion: "as in namespaces: { /ws: { dialect: message } }")
    }
    server.namespaces = (entries ?? []).compactMap { socket($0) }
    server.origins = placedTexts(sections, "origins")
    if let node = sections["limits"], let section = self.section(node, .limits) { server.limits = limits(section) }
    return server
  }

  private mutating func socket(_ entry: YAMLEntry) -> ServerModel.Namespace? {
    let isPath = isNamespacePath(entry.key) { offset, count in
      var place = entry.keyPosition
      place.column += offset
      place.endColumn = place.column + count
      return place
    }
    guard let section = section(entry.value, .socket) else { return nil }
    // All is read before anything is given up, so that one run tells all that is wrong.
    let dialect = section["dialect"].flatMap { word($0, "dialect", ServerModel.Dialect.self) }
    if section["dialect"] == nil {
      diagnostics.report(
        ModelRules.missingKey, at: entry.keyPosition, "the namespace '\(entry.key)' needs a 'dialect'",
        suggestion: "one of \(ServerModel.Dialect.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    let packages = placedTexts(section, "packages")
    let signIn = signIn(section)
    let (connection, packet) = (stages(section, "connection"), stages(section, "packet"))
    guard isPath, let dialect else { return nil }
    return ServerModel.Namespace(
      path: entry.key, dialect: dialect, packages: packages, signIn: signIn, connection: connection, packet: packet,
      position: entry.keyPosition)
  }

  private mutating func signIn(_ section: Section) -> [ServerModel.SignIn] {
    guard let node = section["sign-in"] else { return [] }
    guard let items = node.sequence else {
      _ = texts(node, "sign-in")
      return []
    }
    return items.compactMap { word($0, "sign-in", ServerModel.SignIn.self) }
  }

  /// The stages of a chain: names of the runtime's, and of the user's own.
  private mutating func stages(_ section: Section, _ key: String) -> [ServerModel.Placed<String>] {
    placedTexts(section, key).filter { isName($0.value, "a stage", at: $0.position) }
  }

  private mutating func placedTexts(_ section: Section, _ key: String) -> [ServerModel.Placed<String>] {
    guard let node = section[key], !node.isNull, let texts = texts(node, key) else { return [] }
    return texts.map { .init($0.text, at: $0.position) }
  }

  private mutating func word<Word: RawRepresentable<String> & CaseIterable>(
    _ node: YAMLNode, _ key: String, _ type: Word.Type
  ) -> Word? {
    guard let text = text(node, key) else { return nil }
    if let word = Word(rawValue: text) { return word }
    wrongWord(node, key, Word.allCases.map(\.rawValue))
    return nil
  }
}
