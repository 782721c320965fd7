extension PackageBuilder {
  /// What operations and events are read for.
  struct GroupScope {
    var name: String
    /// Nil in a service.
    var entity: EntityModel?
    var outline: FileOutline

    /// The stem of inline types, without prefix.
    var stem: String { Words(name).upperCamel }
  }

  /// The operations and events of an entity or service.
  mutating func group(
    _ name: String, at position: SourcePosition, entity: EntityModel?, outline: FileOutline
  ) -> GroupModel? {
    let scope = GroupScope(name: name, entity: entity, outline: outline)
    let sections = outline.sections
    var group = GroupModel(
      name: name, swiftName: SwiftNames.entity(name, prefix: package.swiftPrefix), swiftMember: SwiftNames.group(name),
      summary: entity == nil ? sections["summary"].flatMap { read.text($0, "summary") } : entity?.summary,
      position: position)
    group.lifecycle = read.lifecycle(sections)
    group.operations = operations(scope, at: position)
    let own = group.operations.flatMap { [$0.intent, $0.success, $0.failure].compactMap { $0 } }
    group.events = own
    if let entity { addCommitEvents(of: entity, to: &group) }
    group.events += events(scope)
    return group
  }

  private mutating func operations(_ scope: GroupScope, at position: SourcePosition) -> [OperationModel] {
    guard let node = scope.outline.sections["operations"] else {
      guard scope.entity != nil else { return [] }
      let nothing = YAMLNode(.scalar(YAMLScalar(text: "", isPlain: true)), at: position)
      return ["create", "update", "delete", "get", "list"].map {
        operation(YAMLEntry(key: $0, keyPosition: position, value: nothing), scope)
      }
    }
    let entries = read.entries(node, "operations") ?? []
    return entries.compactMap { entry in
      read.isName(entry.key, "an operation", at: entry.keyPosition) ? operation(entry, scope) : nil
    }
  }

  /// Every commit pushes created, updated or deleted. Where an operation's success is that, it is the same event; otherwise
  /// the event exists beside the operations.
  private func addCommitEvents(of entity: EntityModel, to group: inout GroupModel) {
    for (helper, output) in Self.commitOutputs {
      let topic = Topics.event(name: helper, group: entity.name)
      if let index = group.events.firstIndex(where: { tells($0, of: helper, output, in: group) }) {
        group.events[index].payload = .output(output)
        group.events[index].topic = topic
        let operation = group.operations.firstIndex { $0.name == group.events[index].operation }
        if let operation { group.operations[operation].success = group.events[index] }
      } else {
        group.events.append(
          EventModel(
            name: EventName(group: entity.name, helper: helper), direction: .pushed, payload: .output(output),
            topic: topic, position: entity.position))
      }
    }
  }

  /// Whether an event is the commit's: it has its name and payload. The conventional success of an operation with an
  /// output of its own is so too: what it is told by is the commit.
  private func tells(
    _ event: EventModel, of helper: String, _ output: OperationModel.Output, in group: GroupModel
  ) -> Bool {
    guard event.helperName == helper, event.direction == .success else { return false }
    if event.payload == .output(output) || (event.payload == .key && output == .key) { return true }
    guard let operation = group.operations.first(where: { $0.name == event.operation }) else { return false }
    return EventTriple.conventional(operation.convention, group: group.name)?.success.helper == helper
  }

  /// The record for an inline map, with the fields that it implies in front.
  mutating func inlineRecord(
    _ node: YAMLNode, _ what: String, name: String, origin: TypeDefinition.Origin, implied: [FieldModel],
    _ scope: GroupScope
  ) -> TypeReference {
    record(
      fields(node, what, scope.outline), name: name, origin: origin, implied: implied, at: node.position, scope)
  }

  /// A record of an operation's or event's own.
  mutating func record(
    _ written: [FieldModel], name: String, origin: TypeDefinition.Origin, implied: [FieldModel],
    at position: SourcePosition, _ scope: GroupScope
  ) -> TypeReference {
    if let entity = scope.entity {
      let ancestors = Set(entity.ancestors.map(\.entity))
      for field in written where ancestors.contains(field.name) { reportAncestorField(field, entity: entity.name) }
    }
    let names = Set(written.map(\.name))
    // An implied key names what exists, perhaps since before its rules; who made it and how is no matter.
    let implied = implied.map { field in
      var field = field
      field.rules = FieldRules()
      field.isReadonly = false
      field.isUnique = false
      field.isSequence = false
      return field
    }
    let id = TypeID(package.types.count)
    typeIDs[scope.outline.path, default: []].append(id)
    package.types.append(
      TypeDefinition(
        id: id, name: name, swiftName: SwiftNames.type(name, prefix: package.swiftPrefix),
        shape: .record(implied.filter { !names.contains($0.name) } + written), origin: origin, path: scope.outline.path,
        position: position))
    return .named(id)
  }
}

extension EventModel {
  /// An event with its names made safe for Swift.
  init(
    operation: String? = nil, name: EventName, direction: Direction, payload: Payload, delivery: Delivery = .every,
    topic: String? = nil, summary: String? = nil, position: SourcePosition
  ) {
    self.init(
      operation: operation, memberName: SwiftNames.member(name.member), wireName: name.wire,
      helperName: SwiftNames.member(name.helper), direction: direction, payload: payload, delivery: delivery,
      topic: topic, summary: summary, position: position)
  }
}
