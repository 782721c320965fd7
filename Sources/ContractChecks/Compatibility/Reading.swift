/// Decides whether a reader of one version understands what a writer of the other version writes.
struct Reading {
  var reader: ContractPackage
  var writer: ContractPackage
  /// The writer's type for a type of the reader. What differs between the two is told at them, so here they agree.
  var partner: [TypeID: TypeID]
  /// Listeners keep values of enumerations that they do not know; inputs refuse them.
  var keepsUnknown: Bool
  private var underway: Set<[TypeID]> = []

  init(reader: ContractPackage, writer: ContractPackage, partner: [TypeID: TypeID], keepsUnknown: Bool) {
    self.reader = reader
    self.writer = writer
    self.partner = partner
    self.keepsUnknown = keepsUnknown
  }

  /// Scalars that are texts on the wire; an `int64` too.
  private static let texts: Set<Scalar> = [
    .string, .int64, .decimal, .bytes, .uuid, .timestamp, .date, .duration, .url, .email, .id,
  ]

  /// Whether every value that is written as `written` can be read as `read`.
  func understands(_ read: TypeReference, _ written: TypeReference) -> Bool {
    var state = self
    return state.check(read, written)
  }

  /// The same for records: everything that the reader requires is always written, and in a form that it understands.
  func understands(_ read: [FieldModel], _ written: [FieldModel]) -> Bool {
    var state = self
    return state.check(read, written)
  }

  private mutating func check(_ read: TypeReference, _ written: TypeReference) -> Bool {
    switch (read, written) {
    case (.scalar(.json), _): return true
    case (.optional(let a), .optional(let b)): return check(a, b)
    case (.optional(let a), _): return check(a, written)
    case (_, .optional): return false
    case (.scalar(let a), .scalar(let b)):
      return a == b || (a == .double && b == .int) || (a == .decimal && b == .int64)
        || ([.string, .id].contains(a) && Reading.texts.contains(b))
    case (.reference(let a), .reference(let b)): return a == b
    case (.scalar(let a), .named(let b)): return [.string, .id].contains(a) && writer[b].isEnumeration
    case (.named(let a), .scalar(let b)):
      return keepsUnknown && reader[a].isEnumeration && Reading.texts.contains(b)
    case (.scalar(let a), .reference): return [.string, .id].contains(a)
    case (.list(let a), .list(let b)), (.map(let a), .map(let b)): return check(a, b)
    case (.entity(let a), .entity(let b)) where a == b: return true
    case (.named(let a), .named(let b)) where partner[a] == b: return true
    case (.named(let a), .named(let b)): return check(reader[a], writer[b])
    case (.entity, .named), (.named, .entity), (.entity, .entity):
      guard let a = record(read, in: reader), let b = record(written, in: writer) else { return false }
      return check(a, b)
    default: return false
    }
  }

  private mutating func check(_ read: TypeDefinition, _ written: TypeDefinition) -> Bool {
    guard read.isEnumeration == written.isEnumeration, (read.union == nil) == (written.union == nil) else {
      return false
    }
    if let a = read.union, let b = written.union {
      return a.discriminator == b.discriminator
        && (keepsUnknown || Set(b.cases.map(\.name)).isSubset(of: a.cases.map(\.name)))
    }
    if read.isEnumeration {
      return keepsUnknown || Set(written.cases.map(\.wireValue)).isSubset(of: read.cases.map(\.wireValue))
    }
    // A type that is met again inside itself agrees as far as everything else does.
    guard underway.insert([read.id, written.id]).inserted else { return true }
    return check(read.fields, written.fields)
  }

  private mutating func check(_ read: [FieldModel], _ written: [FieldModel]) -> Bool {
    let sent = Dictionary(written.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    for field in read {
      guard let other = sent[field.name] else {
        if field.isRequired { return false }
        continue
      }
      if field.isRequired, other.isOptional { return false }
      if !check(field.type.unwrapped, other.type.unwrapped) { return false }
    }
    return true
  }

  private func record(_ type: TypeReference, in package: ContractPackage) -> [FieldModel]? {
    switch type {
    case .named(let id): package[id].isEnumeration ? nil : package[id].fields
    case .entity(let name): package.entity(named: name)?.allFields
    default: nil
    }
  }
}

extension FieldModel {
  /// Whether a reader refuses a value without this field: it is neither optional nor has a default to fall back on.
  var isRequired: Bool { !isOptional && defaultValue == nil }
}
