extension TypeRelation {
  /// Whether the form of an input is what it was; its fields may have changed.
  func isSame(_ old: OperationModel.Input, _ new: OperationModel.Input) -> Bool {
    if case .type(let a) = old, case .type(let b) = new { return isSame(a, b) }
    return old == new
  }

  func isSame(_ old: OperationModel.Output, _ new: OperationModel.Output) -> Bool {
    if case .type(let a) = old, case .type(let b) = new { return isSame(a, b) }
    return old == new
  }

  func isSame(_ old: EventModel.Payload, _ new: EventModel.Payload) -> Bool {
    switch (old, new) {
    case (.type(let a), .type(let b)): isSame(a, b)
    case (.output(let a), .output(let b)): isSame(a, b)
    case (.input(let a), .input(let b)), (.failure(let a), .failure(let b)): isSame(a, b)
    default: old == new
    }
  }

  /// Whether the new server understands what old callers of an operation send.
  func isReadable(_ a: OperationModel, _ b: OperationModel) -> Bool {
    if isSame(a.input, b.input) { return true }
    switch (a.input, b.input) {
    case (.type(let a), .type(let b)): return reading.understands(b, a)
    case (.key, .type(let read)):
      guard let written = old.entity(of: a.topic)?.keyFields, let fields = new.record(read) else { return false }
      return reading.understands(fields, written)
    case (.type(let written), .key):
      guard let read = new.entity(of: b.topic)?.keyFields, let fields = old.record(written) else { return false }
      return fields.count == read.count && reading.understands(read, fields)
    default: return false
    }
  }

  /// Whether old callers understand what the new server answers.
  func isHeard(_ a: OperationModel, _ b: OperationModel) -> Bool {
    if isSame(a.output, b.output) || a.output == .none { return true }
    if case .type(let a) = a.output, case .type(let b) = b.output { return listening.understands(a, b) }
    guard let read = old.fields(a.output, of: a.topic), let written = new.fields(b.output, of: b.topic) else {
      return false
    }
    return listening.understands(read, written)
  }

  /// Whether old listeners understand what the new server pushes.
  func isHeard(_ a: EventModel, _ b: EventModel) -> Bool {
    if isSame(a.payload, b.payload) || a.payload == .none { return true }
    if case .type(let a) = a.payload, case .type(let b) = b.payload { return listening.understands(a, b) }
    guard let read = old.fields(a.payload, of: a.topic), let written = new.fields(b.payload, of: b.topic) else {
      return false
    }
    return listening.understands(read, written)
  }
}

extension ContractPackage {
  /// The entity whose group a topic belongs to.
  fileprivate func entity(of topic: String?) -> EntityModel? {
    topic.flatMap { entity(named: String($0.prefix { $0 != ":" })) }
  }

  /// The fields of a record or an entity.
  fileprivate func record(_ type: TypeReference) -> [FieldModel]? {
    switch type {
    case .named(let id): self[id].isEnumeration ? nil : self[id].fields
    case .entity(let name): entity(named: name)?.allFields
    default: nil
    }
  }

  /// The fields of what an operation takes; nil for what is no record.
  func fields(_ input: OperationModel.Input, of topic: String?) -> [FieldModel]? {
    switch input {
    case .none, .listQuery: nil
    case .key: entity(of: topic)?.keyFields
    case .draft, .patch: entity(of: topic)?.allFields
    case .type(let type): record(type)
    }
  }

  fileprivate func fields(_ output: OperationModel.Output, of topic: String?) -> [FieldModel]? {
    switch output {
    case .none, .page: nil
    case .key: entity(of: topic)?.keyFields
    case .entity: entity(of: topic)?.allFields
    case .type(let type): record(type)
    }
  }

  fileprivate func fields(_ payload: EventModel.Payload, of topic: String?) -> [FieldModel]? {
    switch payload {
    case .key: entity(of: topic)?.keyFields
    case .input(let input): fields(input, of: topic)
    case .output(let output): fields(output, of: topic)
    case .type(let type): record(type)
    case .none, .tree, .failure: nil
    }
  }
}
