extension PackageBuilder {
  /// One entry of `operations:`.
  mutating func operation(_ entry: YAMLEntry, _ scope: GroupScope) -> OperationModel {
    let convention = scope.entity == nil ? .custom : OperationModel.Kind(conventional: entry.key)
    let section =
      read.section(entry.value, KeyTable.operation(convention)) ?? Section(entries: [], position: entry.keyPosition)
    let parts = parts(section, scope)
    let input =
      parts.isEmpty
      ? input(of: entry, convention, section, scope) : input(of: parts, entry, convention, scope)
    let output = output(of: entry, convention, section, scope)
    let isConventional = input == convention.conventionalInput && output == convention.conventionalOutput
    var operation = OperationModel(
      name: entry.key, swiftName: SwiftNames.member(entry.key), kind: isConventional ? convention : .custom,
      summary: section["summary"].flatMap { read.text($0, "summary") },
      topic: topic(of: entry, convention, section, scope), input: input, output: output, position: entry.keyPosition)
    operation.convention = convention
    operation.lifecycle = read.lifecycle(section)
    operation.errors = errors(section)
    operation.timeout = section["timeout"].flatMap { read.duration($0, "timeout") }
    operation.retry = section["retry"].flatMap { retry($0) }
    operation.isIdempotent =
      section["idempotent"].flatMap { read.boolean($0, "idempotent") } ?? (convention == .get || convention == .list)
    operation.access = section["access"].flatMap { access($0, scope) }
    requireKey(operation, scope)
    if convention == .list {
      operation.list = list(section, scope)
      if input != .listQuery { reportListKeys(section) }
    }
    operation.http = http(section, convention, parts: parts, output: output)
    addEvents(to: &operation, section, scope)
    return operation
  }

  private mutating func topic(
    of entry: YAMLEntry, _ kind: OperationModel.Kind, _ section: Section, _ scope: GroupScope
  ) -> String {
    if let node = section["topic"], let text = read.text(node, "topic") {
      let allowed = text.unicodeScalars.allSatisfy {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789_-.".unicodeScalars.contains($0))
      }
      if allowed, !text.isEmpty { return "\(scope.name):\(text)" }
      read.diagnostics.report(
        ModelRules.name, at: node.position,
        "'\(text)' cannot be the part of a topic behind the colon: letters, digits, '_', '-' and '.' can")
    }
    guard let entity = scope.entity else { return Topics.operation(name: entry.key, service: scope.name) }
    return Topics.operation(kind, name: entry.key, entity: entity.name, plural: entity.plural)
  }

  /// The conventional one, `none`, `key`, a type or a map of fields, to which an entity's keys are added.
  private mutating func input(
    of entry: YAMLEntry, _ convention: OperationModel.Kind, _ section: Section, _ scope: GroupScope
  ) -> OperationModel.Input {
    guard let node = section["input"] else { return convention.conventionalInput ?? .none }
    if node.mapping != nil {
      let type = inlineRecord(
        node, "input", name: scope.inputName(entry.key), origin: .input(entry.key),
        implied: impliedKeys(convention, scope), scope)
      return .type(type)
    }
    if node.scalar?.text == "none" { return .none }
    if node.scalar?.text == "key" { return requireEntity(scope, "input: key", at: node.position) ? .key : .none }
    return type(node, scope.outline).map { .type($0) } ?? .none
  }

  /// The conventional one, `none`, `key`, a type or a map of fields.
  private mutating func output(
    of entry: YAMLEntry, _ convention: OperationModel.Kind, _ section: Section, _ scope: GroupScope
  ) -> OperationModel.Output {
    guard let node = section["output"] else { return convention.conventionalOutput ?? .none }
    if node.mapping != nil {
      let type = inlineRecord(
        node, "output", name: scope.stem + Words(entry.key).upperCamel + "Output", origin: .output(entry.key),
        implied: [], scope)
      return .type(type)
    }
    if node.scalar?.text == "none" { return .none }
    if node.scalar?.text == "key" { return requireEntity(scope, "output: key", at: node.position) ? .key : .none }
    guard let type = type(node, scope.outline) else { return .none }
    return scope.entity.map { type == .entity($0.name) } == true ? .entity : .type(type)
  }

  mutating func requireEntity(_ scope: GroupScope, _ what: String, at position: SourcePosition) -> Bool {
    if scope.entity != nil { return true }
    read.diagnostics.report(ModelRules.entityOnly, at: position, "'\(what)' needs an entity, and a service has none")
    return false
  }

  /// The operation's intent, success and failure: conventional, from the participle table, or as `events:` names them.
  private mutating func addEvents(to operation: inout OperationModel, _ section: Section, _ scope: GroupScope) {
    let names = eventNames(of: operation, section, scope)
    let payload = successPayload(of: operation, names, section, scope)
    guard let names else { return }
    func event(_ name: EventName, _ direction: EventModel.Direction, _ payload: EventModel.Payload) -> EventModel {
      EventModel(
        operation: operation.name, name: name, direction: direction, payload: payload, position: operation.position)
    }
    let intent = event(names.intent, .intent, .input(operation.input))
    let success = event(names.success, .success, payload)
    let failure = event(names.failure, .failure, .failure(operation.input))
    operation.intent = intent
    operation.success = success
    operation.failure = failure
  }

  private mutating func eventNames(
    of operation: OperationModel, _ section: Section, _ scope: GroupScope
  ) -> EventTriple? {
    if let node = section["events"] { return writtenEventNames(node, scope) }
    if let conventional = EventTriple.conventional(operation.convention, group: scope.name) { return conventional }
    if operation.convention != .custom { return nil }
    if let names = EventTriple.verb(operation.name, group: scope.name) { return names }
    let words = Words(operation.name).words
    let participle = Participles.participle(of: words[0]) ?? "\(words[0])Done"
    let object = Words(words.dropFirst().joined(separator: "-") + "-" + participle).lowerCamel
    read.diagnostics.report(
      ModelRules.eventNames, at: operation.position,
      words.count > 1
        ? "'\(operation.name)' is several words, so its events need names"
        : "'\(operation.name)' is not in the participle table, so its events need names",
      suggestion: "write 'events: [\(Words(operation.name).lowerCamel), \(object), "
        + "\(Words(operation.name).lowerCamel)Error]' or 'events: none'")
    return nil
  }

  private mutating func writtenEventNames(_ node: YAMLNode, _ scope: GroupScope) -> EventTriple? {
    if node.scalar?.text == "none" { return nil }
    guard let names = read.texts(node, "events") else { return nil }
    guard names.count == 3 else {
      read.diagnostics.report(
        ModelRules.shape, at: node.position,
        "'events' has three names (intent, success, failure), not \(names.count)", suggestion: "or write 'events: none'"
      )
      return nil
    }
    for (name, position) in names { guard read.isName(name, "an event", at: position) else { return nil } }
    return EventTriple(group: scope.name, helpers: names[0].text, names[1].text, names[2].text)
  }
}

extension OperationModel.Kind {
  /// The kind that an entity's operation has by its name.
  init(conventional name: String) {
    let kind = OperationModel.Kind(rawValue: name)
    self = kind ?? .custom
  }

  var conventionalInput: OperationModel.Input? {
    switch self {
    case .create: .draft
    case .update: .patch
    case .delete, .get: .key
    case .list: .listQuery
    case .custom: nil
    }
  }

  var conventionalOutput: OperationModel.Output? {
    switch self {
    case .create, .update, .get: .entity
    case .delete: .key
    case .list: .page
    case .custom: nil
    }
  }
}

extension KeyTable {
  static func operation(_ kind: OperationModel.Kind) -> KeyTable {
    kind == .custom ? .custom : kind == .list ? .list : .conventional
  }
}
