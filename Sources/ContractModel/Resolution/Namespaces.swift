extension KeyTable {
  static let namespaceEvent = KeyTable(
    section: "an event of a namespace", known: ["payload", "direction", "summary", "since", "deprecated"])
}

extension PackageBuilder {
  /// The socket namespace that a file declares.
  mutating func namespace(_ head: (name: String, node: YAMLNode), _ outline: FileOutline) -> NamespaceModel {
    let sections = outline.sections
    let stem = SwiftNames.namespaceStem(head.name)
    let scope = GroupScope(name: stem, outline: outline)
    var namespace = NamespaceModel(
      path: head.name, swiftName: package.swiftPrefix + Words(stem).upperCamel,
      swiftMember: SwiftNames.namespace(head.name), summary: sections["summary"].flatMap { read.text($0, "summary") },
      position: head.node.position)
    namespace.lifecycle = read.lifecycle(sections)
    let entries = sections["events"].flatMap { read.entries($0, "events") } ?? []
    for entry in entries where read.isName(entry.key, "an event", at: entry.keyPosition) {
      guard let section = read.section(entry.value, .namespaceEvent) else { continue }
      namespace.events.append(event(entry, section, scope))
    }
    return namespace
  }

  private mutating func event(
    _ entry: YAMLEntry, _ section: Section, _ scope: GroupScope
  ) -> NamespaceModel.Event {
    var event = NamespaceModel.Event(
      name: entry.key, swiftName: SwiftNames.member(entry.key),
      summary: section["summary"].flatMap { read.text($0, "summary") }, position: entry.keyPosition)
    if let node = section["direction"], let text = read.text(node, "direction") {
      let allowed = NamespaceModel.Event.Direction.allCases.map(\.rawValue)
      if let direction = NamespaceModel.Event.Direction(rawValue: text) {
        event.direction = direction
      } else {
        read.wrongWord(node, "direction", allowed)
      }
    }
    if let node = section["payload"] { event.payload = payload(node, entry, scope) }
    event.lifecycle = read.lifecycle(section)
    return event
  }

  /// `none`, a type or a map of fields.
  private mutating func payload(_ node: YAMLNode, _ entry: YAMLEntry, _ scope: GroupScope) -> TypeReference? {
    if node.mapping != nil {
      return inlineRecord(
        node, "payload", name: scope.stem + Words(entry.key).upperCamel + "Payload", origin: .payload(entry.key),
        implied: [], scope)
    }
    switch node.scalar?.text {
    case "none": return nil
    case "key":
      read.diagnostics.report(
        ModelRules.entityOnly, at: node.position, "'payload: key' needs an entity, and a namespace has none")
      return nil
    case "tree":
      read.diagnostics.report(
        ModelRules.eventPayload, at: node.position, "the tree is the client's own and cannot be sent")
      return nil
    default: return type(node, scope.outline)
    }
  }
}

extension NodeReader {
  /// Whether a text is the path of a socket: `/` and segments without parameters; reports it otherwise.
  mutating func isNamespacePath(_ path: String, at node: YAMLNode) -> Bool {
    isNamespacePath(path) { offset, count in node.place(ofOffset: offset, count: count) }
  }

  mutating func isNamespacePath(_ path: String, place: (_ offset: Int, _ count: Int) -> SourcePosition) -> Bool {
    let letters = Array(path.unicodeScalars)
    guard letters.first == "/" else {
      diagnostics.report(
        ModelRules.namespacePath, at: place(0, letters.count), "the path of a namespace begins with '/'",
        suggestion: "write /\(path)")
      return false
    }
    guard letters.count > 1 else { return true }
    var offset = 1
    for piece in letters[1...].split(separator: "/", omittingEmptySubsequences: false) {
      let text = String(String.UnicodeScalarView(piece))
      let position = place(offset, piece.count)
      offset += piece.count + 1
      if text.contains("{") || text.hasPrefix(":") {
        diagnostics.report(
          ModelRules.namespacePath, at: position, "the path of a namespace has no parameters",
          suggestion: "let clients send what varies")
        return false
      }
      if let (message, suggestion) = PathText.fault(of: text) {
        diagnostics.report(ModelRules.namespacePath, at: position, message, suggestion: suggestion)
        return false
      }
    }
    return true
  }
}
