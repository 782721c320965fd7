extension PackageBuilder {
  /// What the success event of an operation carries: the output, or what `payload:` names. Wrong words are reported and
  /// leave the output.
  mutating func successPayload(
    of operation: OperationModel, _ names: EventTriple?, _ section: Section, _ scope: GroupScope
  ) -> EventModel.Payload {
    let usual = EventModel.Payload.output(operation.output)
    guard let node = section["payload"], let text = read.text(node, "payload") else { return usual }
    guard let names else {
      // Names that are missing have been asked for.
      if section["events"] == nil, operation.convention == .custom { return usual }
      report(node, "'\(operation.name)' has no success event that could carry a payload", "leave 'payload' out")
      return usual
    }
    let payload: EventModel.Payload
    switch text {
    case "none": payload = .none
    case "input":
      if operation.input == .none { report(node, "'\(operation.name)' has no input", "write 'payload: none'") }
      payload = .input(operation.input)
    case "key":
      guard requireEntity(scope, "payload: key", at: node.position), let entity = scope.entity else { return usual }
      let sent = Set((package.inputFields(of: operation, entity) ?? []).filter { !$0.isOptional }.map(\.name))
      if operation.input == .listQuery || !entity.keyFields.allSatisfy({ sent.contains($0.name) }) {
        report(node, "the input of '\(operation.name)' does not name one '\(entity.name)'", "write 'payload: input'")
      }
      payload = .key
    default:
      read.wrongWord(node, "payload", ["input", "key", "none"])
      return usual
    }
    checkCommit(of: operation, names.success.helper, payload, node, scope)
    return payload
  }

  /// The commit's event has one payload, whoever caused the commit.
  private mutating func checkCommit(
    of operation: OperationModel, _ helper: String, _ payload: EventModel.Payload, _ node: YAMLNode,
    _ scope: GroupScope
  ) {
    guard scope.entity != nil, let commit = Self.commitOutputs.first(where: { $0.helper == helper })?.output else {
      return
    }
    if payload == .output(commit) || (payload == .key && commit == .key) { return }
    report(
      node, "'\(helper)' also tells of commits, with \(commit == .key ? "the key" : "the entity")",
      "give the operation other names with 'events:'")
  }

  private mutating func report(_ node: YAMLNode, _ message: String, _ suggestion: String) {
    read.diagnostics.report(ModelRules.operationPayload, at: node.position, message, suggestion: suggestion)
  }

  /// What the events of commits carry, by their helper names.
  static let commitOutputs: [(helper: String, output: OperationModel.Output)] = [
    ("created", .entity), ("updated", .entity), ("deleted", .key),
  ]
}
