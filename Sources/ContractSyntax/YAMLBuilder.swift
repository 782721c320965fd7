/// Builds nodes from events, refusing what contracts may not contain.
struct YAMLBuilder {
  /// What an anchor names: the node, how many nodes it holds and how deep it is.
  private struct Anchored {
    var node: YAMLNode
    var count: Int
    var height: Int
  }

  var diagnostics = Diagnostics()
  private let limits: YAMLLimits
  private var anchors: [String: Anchored] = [:]
  /// Anchors whose node is still being read: an alias to one would contain itself.
  private var open: Set<String> = []
  private var count = 0
  private var limitReached = false

  init(limits: YAMLLimits) { self.limits = limits }

  /// The only document of the stream.
  mutating func document(of source: inout YAMLEventSource, file: String) throws(YAMLFailure) -> YAMLNode? {
    var root: YAMLNode?
    var documents = 0
    while true {
      let event = try source.next()
      switch event.kind {
      case .streamEnd:
        if documents == 0 {
          diagnostics.report(SyntaxRules.document, at: SourcePosition(file: file), "the file is empty")
        }
        return root
      case .documentStart:
        documents += 1
        if documents > 1 {
          diagnostics.report(
            SyntaxRules.document, at: event.position, "a second document begins here; a file holds one",
            suggestion: "move it to a file of its own")
          return root
        }
        root = try node(after: try source.next(), of: &source, depth: 0)?.node
        if limitReached { return nil }
      default: continue
      }
    }
  }

  /// The node that begins with `event`; nil when a limit ends the reading.
  private mutating func node(
    after event: YAMLEvent, of source: inout YAMLEventSource, depth: Int
  ) throws(YAMLFailure) -> Anchored? {
    guard admit(count: 1, depth: depth, at: event.position) else { return nil }
    switch event.kind {
    case .alias(let name): return alias(name, at: event.position, depth: depth)
    case .scalar(let scalar, let anchor, let tag):
      refuse(tag: tag, at: event.position)
      let built = Anchored(node: YAMLNode(.scalar(scalar), at: event.position), count: 1, height: 0)
      if let anchor { anchors[anchor] = built }
      return built
    case .sequenceStart(let anchor, let tag):
      return try collection(anchor, tag, at: event.position) { (builder) throws(YAMLFailure) in
        try builder.items(of: &source, depth: depth)
      }
    case .mappingStart(let anchor, let tag):
      return try collection(anchor, tag, at: event.position) { (builder) throws(YAMLFailure) in
        try builder.entries(of: &source, depth: depth)
      }
    default:
      return Anchored(
        node: YAMLNode(.scalar(YAMLScalar(text: "", isPlain: true)), at: event.position), count: 1, height: 0)
    }
  }

  private mutating func collection(
    _ anchor: String?, _ tag: String?, at position: SourcePosition,
    _ read: (inout YAMLBuilder) throws(YAMLFailure) -> (value: YAMLNode.Value, count: Int, height: Int)?
  ) throws(YAMLFailure) -> Anchored? {
    refuse(tag: tag, at: position)
    if let anchor { open.insert(anchor) }
    guard let content = try read(&self) else { return nil }
    var built = Anchored(
      node: YAMLNode(content.value, at: position), count: content.count + 1, height: content.height + 1)
    built.node.lines = position.line...max(position.line, built.node.lastLine)
    if let anchor {
      open.remove(anchor)
      anchors[anchor] = built
    }
    return built
  }

  private mutating func items(
    of source: inout YAMLEventSource, depth: Int
  ) throws(YAMLFailure) -> (value: YAMLNode.Value, count: Int, height: Int)? {
    var items: [YAMLNode] = []
    var size = 0
    var height = 0
    while true {
      let event = try source.next()
      if case .sequenceEnd = event.kind { return (.sequence(items), size, height) }
      guard let item = try node(after: event, of: &source, depth: depth + 1) else { return nil }
      items.append(item.node)
      size += item.count
      height = max(height, item.height)
    }
  }

  private mutating func entries(
    of source: inout YAMLEventSource, depth: Int
  ) throws(YAMLFailure) -> (value: YAMLNode.Value, count: Int, height: Int)? {
    var entries: [YAMLEntry] = []
    var places: [String: SourcePosition] = [:]
    var size = 0
    var height = 0
    while true {
      let event = try source.next()
      if case .mappingEnd = event.kind { return (.mapping(entries), size, height) }
      guard let key = try node(after: event, of: &source, depth: depth + 1) else { return nil }
      guard var value = try node(after: try source.next(), of: &source, depth: depth + 1) else { return nil }
      value.node.lines = event.position.line...max(event.position.line, value.node.lines.upperBound)
      size += key.count + value.count
      height = max(height, key.height, value.height)
      guard let text = keyText(key.node, event: event) else { continue }
      if let first = places[text] {
        diagnostics.report(
          SyntaxRules.duplicateKey, at: event.position, "'\(text)' is given twice; the first is at \(first)")
        continue
      }
      places[text] = event.position
      entries.append(YAMLEntry(key: text, keyPosition: event.position, value: value.node))
    }
  }

  /// The text of a key, or nil after reporting why it cannot be one.
  private mutating func keyText(_ key: YAMLNode, event: YAMLEvent) -> String? {
    guard case .scalar(let scalar, _, _) = event.kind else {
      diagnostics.report(SyntaxRules.key, at: event.position, "a key must be a text, not \(key.kind) or an alias")
      return nil
    }
    if scalar.isPlain, scalar.text == "<<" {
      diagnostics.report(
        SyntaxRules.mergeKey, at: event.position, "merge keys are not part of contracts",
        suggestion: "write the entries out")
      return nil
    }
    return scalar.text
  }

  private mutating func alias(_ name: String, at position: SourcePosition, depth: Int) -> Anchored? {
    if var anchored = anchors[name], !open.contains(name) {
      anchored.node.lines = position.line...position.line
      // One node was counted for the alias itself.
      return admit(count: anchored.count - 1, depth: depth + anchored.height, at: position) ? anchored : nil
    }
    diagnostics.report(
      SyntaxRules.alias, at: position,
      open.contains(name) ? "'*\(name)' stands inside what it names" : "no anchor '&\(name)' comes before this alias",
      suggestion: diagnostics.suggestion(for: name, among: anchors.keys.sorted()))
    return Anchored(node: YAMLNode(.scalar(YAMLScalar(text: "", isPlain: true)), at: position), count: 1, height: 0)
  }

  private mutating func admit(count more: Int, depth: Int, at position: SourcePosition) -> Bool {
    count += more
    if depth > limits.depth {
      diagnostics.report(SyntaxRules.limit, at: position, "more than \(limits.depth) levels inside one another")
      limitReached = true
    } else if count > limits.nodes {
      diagnostics.report(
        SyntaxRules.limit, at: position, "the file has more than \(limits.nodes) values, aliases included")
      limitReached = true
    }
    return !limitReached
  }

  private mutating func refuse(tag: String?, at position: SourcePosition) {
    guard let tag else { return }
    diagnostics.report(
      SyntaxRules.tag, at: position, "tags such as '\(tag)' are not part of contracts", suggestion: "leave it out")
  }
}

extension YAMLNode {
  /// The line on which the last of its parts begins: of those of a list or mapping that is being built.
  fileprivate var lastLine: Int {
    switch value {
    case .scalar: position.line
    case .sequence(let items): items.last?.lines.upperBound ?? position.line
    case .mapping(let entries): entries.last?.value.lines.upperBound ?? position.line
    }
  }
}
