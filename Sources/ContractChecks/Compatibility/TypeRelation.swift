/// Which types of two versions of a package are the same.
///
/// Types have no names on the wire. So a type keeps its identity by its name first, and where the name is gone, by its
/// place: a field that was a `Marks` and is a `Resources` pairs the two, and what differs between them is told there.
struct TypeRelation: Sendable {
  let old: ContractPackage
  let new: ContractPackage
  private(set) var newer: [TypeID: TypeID] = [:]
  private(set) var older: [TypeID: TypeID] = [:]

  /// - Parameter places: Types in the same places of both versions, such as those of inputs and payloads.
  init(_ old: ContractPackage, _ new: ContractPackage) {
    self.old = old
    self.new = new
    let names = Dictionary(new.types.map { ($0.name, $0.id) }, uniquingKeysWith: { first, _ in first })
    for type in old.types { if let id = names[type.name] { pair(type.id, id) } }
    for type in old.types { alignFields(of: type.id) }
  }

  /// Learns from two fields, inputs or the like that are in the same place.
  mutating func align(_ a: TypeReference, _ b: TypeReference) {
    switch (a, b) {
    case (.optional(let a), _): align(a, b)
    case (_, .optional(let b)): align(a, b)
    case (.list(let a), .list(let b)), (.map(let a), .map(let b)): align(a, b)
    case (.named(let a), .named(let b)):
      guard newer[a] == nil, older[b] == nil, old[a].kind == new[b].kind else { return }
      pair(a, b)
      alignFields(of: a)
    default: return
    }
  }

  mutating func align(_ a: [FieldModel], _ b: [FieldModel]) {
    let types = Dictionary(b.map { ($0.name, $0.type) }, uniquingKeysWith: { first, _ in first })
    for field in a { if let type = types[field.name] { align(field.type, type) } }
  }

  private mutating func pair(_ a: TypeID, _ b: TypeID) {
    newer[a] = b
    older[b] = a
  }

  private mutating func alignFields(of id: TypeID) {
    guard let other = newer[id] else { return }
    align(old[id].fields, new[other].fields)
    let cases = new[other].union?.cases ?? []
    for one in old[id].union?.cases ?? [] {
      if let type = cases.first(where: { $0.name == one.name })?.type { align(.named(one.type), .named(type)) }
    }
  }

  /// Whether the same is meant, by types that may have another name or other fields now.
  func isSame(_ a: TypeReference, _ b: TypeReference) -> Bool {
    switch (a, b) {
    case (.named(let a), .named(let b)): newer[a] == b
    case (.optional(let a), .optional(let b)), (.list(let a), .list(let b)), (.map(let a), .map(let b)): isSame(a, b)
    default: a == b
    }
  }

  /// Reads what an old writer sent, as the new server does with inputs and with stored data.
  var reading: Reading { Reading(reader: new, writer: old, partner: older, keepsUnknown: false) }

  /// Reads what the new server sends, as old listeners do.
  var listening: Reading { Reading(reader: old, writer: new, partner: newer, keepsUnknown: true) }
}

extension TypeDefinition {
  /// `a record`, `an enumeration` or `a union`.
  var kind: String {
    switch shape {
    case .record: "a record"
    case .enumeration: "an enumeration"
    case .union: "a union"
    }
  }

  var isEnumeration: Bool { if case .enumeration = shape { true } else { false } }

  /// `input of 'clean'` for an inline map, else `type 'Marks'`.
  var title: String {
    switch origin {
    case .declared: "type '\(name)'"
    case .input(let operation): "input of '\(operation)'"
    case .output(let operation): "output of '\(operation)'"
    case .payload(let event): "payload of '\(event)'"
    }
  }
}

extension TypeRelation {
  /// Learns from what an operation takes and answers.
  mutating func align(_ old: OperationModel, _ new: OperationModel) {
    if case .type(let a) = old.input, case .type(let b) = new.input { align(a, b) }
    if case .type(let a) = old.output, case .type(let b) = new.output { align(a, b) }
    let parts = new.http?.parts ?? []
    for part in old.http?.parts ?? [] {
      if case .json(let a) = part.content, case .json(let b)? = parts.first(where: { $0.name == part.name })?.content {
        align(a, b)
      }
    }
  }

  /// Learns from what travels in namespaces.
  mutating func align(_ old: [NamespaceModel], _ new: [NamespaceModel]) {
    for namespace in old {
      let events = new.first { $0.path == namespace.path }?.events ?? []
      for event in namespace.events {
        if let a = event.payload, let b = events.first(where: { $0.name == event.name })?.payload { align(a, b) }
      }
    }
  }

  /// Learns from what events of the same name carry.
  mutating func align(_ old: [EventModel], _ new: [EventModel]) {
    let payloads = Dictionary(new.map { ($0.wireName, $0.payload) }, uniquingKeysWith: { first, _ in first })
    for event in old {
      if case .type(let a) = event.payload, case .type(let b)? = payloads[event.wireName] { align(a, b) }
    }
  }
}
