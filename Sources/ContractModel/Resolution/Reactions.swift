extension KeyTable {
  static let reaction = KeyTable(section: "a reaction", known: ["when", "mode", "group", "handler"])
}

extension PackageBuilder {
  /// Reads `react:` of every file: what it names may be declared in any other, so this comes last.
  mutating func resolveReactions() {
    for (index, outline) in outlines.enumerated() {
      guard outline.group != nil, let node = outline.sections["react"] else { continue }
      guard let items = node.sequence else {
        read.wrongShape(node, "react is a list", suggestion: "write each reaction behind a '-'")
        continue
      }
      package.contracts[index].reactions = items.compactMap { reaction($0) }
    }
  }

  private mutating func reaction(_ node: YAMLNode) -> ReactionModel? {
    guard let section = read.section(node, .reaction) else { return nil }
    for key in ["when", "handler"] where section[key] == nil {
      read.diagnostics.report(ModelRules.missingKey, at: node.position, "a reaction needs '\(key)'")
    }
    let modes = ReactionModel.Mode.allCases.map(\.rawValue)
    let mode = section["mode"].map { word($0, "mode", modes).flatMap(ReactionModel.Mode.init(rawValue:)) } ?? .broadcast
    let group = section["group"].flatMap { node -> String? in
      guard let group = read.text(node, "group"), read.isName(group, "a group", at: node.position) else { return nil }
      return group
    }
    if let mode { checkGroup(of: section, mode, at: node.position) }
    let handler = section["handler"].flatMap { node -> String? in
      guard let name = read.text(node, "handler"), read.isName(name, "a handler", at: node.position) else { return nil }
      return SwiftNames.member(name)
    }
    guard let when = section["when"], let occasion = occasion(when), let handler else { return nil }
    var reaction = ReactionModel(
      occasion: occasion, mode: mode ?? .broadcast, group: group, handler: handler, position: when.position)
    reaction.handlerPosition = section["handler"]?.position ?? when.position
    return reaction
  }

  private mutating func checkGroup(of section: Section, _ mode: ReactionModel.Mode, at position: SourcePosition) {
    if mode == .workQueue, section["group"] == nil {
      read.diagnostics.report(
        ModelRules.reactionGroup, at: section["mode"]?.position ?? position, "a work queue needs a 'group'",
        suggestion: "name those who share the work, as in 'group: cleanup'")
    } else if mode != .workQueue, section["group"] != nil {
      read.diagnostics.report(
        ModelRules.reactionGroup, at: section.place(of: "group"), "only a work queue has a group, not \(mode.rawValue)",
        suggestion: "add 'mode: work-queue', or leave 'group' out")
    }
  }

  // MARK: Occasions

  /// `user deleted`, `trigger catalog.created`, `event accountCleaned`.
  private mutating func occasion(_ node: YAMLNode) -> ReactionModel.Occasion? {
    guard let text = read.text(node, "when") else { return nil }
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, words.allSatisfy({ !$0.isEmpty }) else {
      read.diagnostics.report(
        ModelRules.reactionSyntax, at: node.position, "'\(text)' does not say when",
        suggestion: "write 'ENTITY created', 'trigger ID' or 'event NAME'")
      return nil
    }
    let (first, second) = (String(words[0]), String(words[1]))
    let change = ReactiveModel.Change(rawValue: second)
    // Neither a trigger nor an event is called 'created': that is an entity with a name like these words.
    switch first {
    case "trigger" where change == nil: return trigger(second, at: part(words[1], of: node))
    case "event" where change == nil: return event(second, at: part(words[1], of: node))
    default: break
    }
    guard let change else {
      read.diagnostics.report(
        ModelRules.reactionSyntax, at: part(words[1], of: node), "'\(second)' does not happen to an entity",
        suggestion: NearestName.suggestion(for: second, among: ReactiveModel.Change.allCases.map(\.rawValue))
          ?? "write created, updated or deleted")
      return nil
    }
    guard entities[first] != nil else {
      if !isUnreadable(entity: first) {
        read.diagnostics.report(
          ModelRules.reactionUnknown, at: part(words[0], of: node), "there is no entity '\(first)' in the package",
          suggestion: read.diagnostics.suggestion(for: first, among: entities.keys.sorted()))
      }
      return nil
    }
    return .change(entity: first, change)
  }

  private mutating func trigger(_ id: String, at position: SourcePosition) -> ReactionModel.Occasion? {
    let known = package.entities.flatMap { $0.reactive?.triggers ?? [] }.map(\.event)
    if known.contains(id) { return .trigger(id) }
    // A file that could not be read may declare it.
    if unreadable.isEmpty {
      read.diagnostics.report(
        ModelRules.reactionUnknown, at: position, "there is no trigger '\(id)' in the package",
        suggestion: read.diagnostics.suggestion(for: id, among: known))
    }
    return nil
  }

  /// An event by its member name or its name on the bus.
  private mutating func event(_ name: String, at position: SourcePosition) -> ReactionModel.Occasion? {
    let events = package.contracts.flatMap { $0.group?.events ?? [] }
    let wire = Words(name).kebab
    if events.contains(where: { $0.wireName == wire }) { return .event(wire) }
    if unreadable.isEmpty {
      let known = events.map { name.contains("-") ? $0.wireName : Words($0.wireName).lowerCamel }
      read.diagnostics.report(
        ModelRules.reactionUnknown, at: position, "there is no event '\(name)' in the package",
        suggestion: read.diagnostics.suggestion(for: name, among: known))
    }
    return nil
  }

  /// Where a word of a text stands, as exactly as the file shows it.
  private func part(_ word: Substring, of node: YAMLNode) -> SourcePosition {
    guard node.isVerbatim else { return node.position }
    let start = word.base.unicodeScalars.distance(from: word.base.startIndex, to: word.startIndex)
    return node.place(ofOffset: start, count: word.unicodeScalars.count)
  }
}
