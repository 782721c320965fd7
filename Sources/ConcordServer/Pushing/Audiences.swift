import ConcordCore

/// The kinds of entities whose events are not for everybody, each with a number: made when the server starts, and never
/// changed.
struct Audiences: Sendable {
  private let numbers: [String: Int]
  private let rules: [ReaderRule]
  private let types: [String: any Entity.Type]
  /// By name, those that lie below it, however deep.
  private let below: [String: [String]]

  init(_ entities: [any Entity.Type]) {
    types = Dictionary(entities.map { ($0.descriptor.name, $0) }, uniquingKeysWith: { first, _ in first })
    var below: [String: [String]] = [:]
    // Parents first, in the order of their names.
    for type in types.values.sorted(by: {
      ($0.descriptor.ancestors.count, $0.descriptor.name) < ($1.descriptor.ancestors.count, $1.descriptor.name)
    }) {
      for ancestor in type.descriptor.ancestors { below[ancestor, default: []].append(type.descriptor.name) }
    }
    self.below = below
    var numbers: [String: Int] = [:]
    var rules: [ReaderRule] = []
    for entity in entities {
      let descriptor = entity.descriptor
      guard let readers = descriptor.readers, numbers[descriptor.name] == nil else { continue }
      numbers[descriptor.name] = rules.count
      rules.append(readers)
    }
    self.numbers = numbers
    self.rules = rules
  }

  /// A kind's number and rule; nil for a kind that everybody may read.
  func rule(of kind: String) -> (number: Int, rule: ReaderRule)? { numbers[kind].map { ($0, rules[$0]) } }

  /// The kind of entity with this name.
  func type(of kind: String) -> (any Entity.Type)? { types[kind] }

  /// The kinds that lie below another, however deep; parents first.
  func kinds(below kind: String) -> [String] { below[kind] ?? [] }

  /// What a connection of a principal hears.
  func grants(of principal: Principal) -> Grants {
    if principal.isDeveloper { return .everything }
    return .byKind(
      rules.map { rule in
        guard principal.hasOne(of: rule.roles) else { return .nothing }
        guard let owner = rule.owner else { return .everything }
        return principal.attribute(owner.principal).map { .own($0) } ?? .nothing
      })
  }
}

/// What a connection hears of kinds that are not for everybody, worked out once when it opens: delivery compares a text at
/// most.
enum Grants: Sendable, Equatable {
  enum Grant: Sendable, Equatable {
    case nothing, everything
    /// Of what belongs to this owner.
    case own(String)
  }

  /// A developer's.
  case everything
  /// By the kind's number.
  case byKind([Grant])
}

/// Whom one event reaches.
enum Audience: Sendable, Equatable {
  case everybody
  /// The readers of a kind; of those that hear of their own only, the owner.
  case readers(kind: Int, owner: String?)
  /// The owner alone, and nobody who hears of more than their own: what looks to the owner like a deletion or a creation is
  /// neither to others.
  case owner(kind: Int, String)
  /// The readers of a kind who hear of more than their own.
  case others(kind: Int)

  func includes(_ grants: Grants) -> Bool {
    switch self {
    case .everybody: true
    case .readers(let kind, let owner):
      switch grants[kind] {
      case .nothing: false
      case .everything: true
      case .own(let name): name == owner
      }
    case .owner(let kind, let owner): grants[kind] == .own(owner)
    case .others(let kind): grants[kind] == .everything
    }
  }
}

extension Grants {
  /// True for a kind of which nothing is told.
  func hearNothing(of kind: Int?) -> Bool { kind.map { self[$0] == .nothing } ?? false }

  fileprivate subscript(kind: Int) -> Grant {
    switch self {
    case .everything: .everything
    case .byKind(let grants): grants[kind]
    }
  }
}
