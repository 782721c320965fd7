/// Two versions of contracts laid side by side: everything that rules look at, found once.
///
/// What lies in something that one version lacks altogether is not listed: an entity that is gone is one change, not
/// one for each of its fields.
struct Comparison: Sendable {
  private(set) var packages: [Pair<ContractPackage>] = []
  private(set) var removedPackages: [ContractPackage] = []
  private(set) var addedPackages: [ContractPackage] = []
  private(set) var contracts: [Pair<Contract>] = []
  private(set) var entities = Matched<EntityModel>()
  private(set) var services = Matched<GroupModel>()
  private(set) var operations = Matched<OperationModel>()
  /// Without those of operations that are gone or new.
  private(set) var events = Matched<EventModel>()
  private(set) var errors = Matched<OperationError>()
  private(set) var types = Matched<TypeDefinition>()
  /// Records in both versions, entities first.
  private(set) var records: [Pair<RecordSide>] = []
  private(set) var fields = Matched<FieldSide>()
  /// Values of enumerations in both versions.
  private(set) var cases = Matched<CaseSide>()
  private(set) var unions: [Pair<UnionSide>] = []
  /// Cases of unions in both versions.
  private(set) var unionCases = Matched<UnionCaseSide>()

  /// - Parameters:
  ///   - old: The version that callers, listeners and stored data have.
  ///   - new: The version to be judged.
  init(old: [ContractPackage], new: [ContractPackage]) {
    let names = Dictionary(new.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    var rest: [ContractPackage] = []
    for package in old { if let other = names[package.name] { add(package, other) } else { rest.append(package) } }
    let known = Set(old.map(\.name))
    let come = new.filter { !known.contains($0.name) }
    // A folder and a copy of it have different names unless package.yaml names them, and are still to be compared.
    if rest.count == 1, come.count == 1, old.count == 1, new.count == 1 {
      add(rest[0], come[0])
    } else {
      removedPackages = rest
      addedPackages = come
    }
  }

  private mutating func add(_ old: ContractPackage, _ new: ContractPackage) {
    var types = TypeRelation(old, new)
    let groups = Matched(old.groups, new.groups, types) { "\($0.isEntity) \($0.group.name)" }
    var operations: [Matched<OperationModel>] = []
    for pair in groups.both {
      let matched = Matched(
        pair.old.group.operations, pair.new.group.operations, types, home: pair.new.group.position, by: { $0.name },
        { $0.topic })
      for pair in matched.both { types.align(pair.old, pair.new) }
      types.align(pair.old.group.events, pair.new.group.events)
      if let old = pair.old.entity, let new = pair.new.entity { types.align(old.fields, new.fields) }
      operations.append(matched)
    }
    types.align(old.contracts.compactMap(\.namespace), new.contracts.compactMap(\.namespace))
    // From here on the relation is whole.
    packages.append(Pair(old: old, new: new, types: types))
    addGroups(old, new, types)
    for (pair, operations) in zip(groups.both, operations) {
      self.operations.add(operations.with(types))
      events.add(EventMatching.match(pair.old.group, pair.new.group, operations, types))
      for pair in operations.both {
        errors.add(Matched(pair.old.errors, pair.new.errors, types, home: pair.new.position, by: \.name, \.wireCode))
      }
    }
    addTypes(types)
  }

  private mutating func addGroups(_ old: ContractPackage, _ new: ContractPackage, _ types: TypeRelation) {
    entities.add(Matched(old.entities, new.entities, types, home: new.file, by: \.name))
    services.add(Matched(old.services, new.services, types, home: new.file, by: \.name))
    let contracts = Matched(old.contracts, new.contracts, types) { $0.group.map { $0.name } }
    self.contracts += contracts.both.filter { $0.old.kind == $0.new.kind }
  }

  private mutating func addTypes(_ relation: TypeRelation) {
    let (old, new) = (relation.old, relation.new)
    let (oldUses, newUses) = (TypeUses(old), TypeUses(new))
    for pair in Matched(old.entities, new.entities, relation, by: \.name).both {
      let uses = (oldUses.entities[pair.old.name] ?? []).intersection(newUses.entities[pair.new.name] ?? [])
      add(
        RecordSide(pair.old, uses: uses, package: old), RecordSide(pair.new, uses: uses, package: new), relation)
    }
    for a in old.types {
      guard let b = relation.newer[a.id].map({ new[$0] }) else { continue }
      types.both.append(Pair(old: a, new: b, types: relation))
      let uses = (oldUses.types[a.id] ?? []).intersection(newUses.types[b.id] ?? [])
      guard a.kind == b.kind else { continue }
      if let one = a.union, let other = b.union {
        let (old, new) = (UnionSide(one, of: a, uses: uses), UnionSide(other, of: b, uses: uses))
        unions.append(Pair(old: old, new: new, types: relation))
        unionCases.add(Matched(old.cases, new.cases, relation, home: b.position, by: \.value.name))
      } else if a.isEnumeration {
        let sides = (
          a.cases.map { CaseSide(value: $0, type: a.name, uses: uses) },
          b.cases.map { CaseSide(value: $0, type: b.name, uses: uses) }
        )
        cases.add(Matched(sides.0, sides.1, relation, home: b.position, by: \.value.name, \.value.wireValue))
      } else {
        add(
          RecordSide(title: a.title, uses: uses, fields: old.written(a), package: old, position: a.position),
          RecordSide(title: b.title, uses: uses, fields: new.written(b), package: new, position: b.position), relation)
      }
    }
    var rest = Matched<TypeDefinition>()
    rest.part(
      old.types.filter { relation.newer[$0.id] == nil && $0.origin == .declared },
      new.types.filter { relation.older[$0.id] == nil && $0.origin == .declared }, home: nil)
    for index in rest.removed.indices { rest.removed[index].home = new.file(at: rest.removed[index].element.path) }
    types.add(rest)
  }

  private mutating func add(_ old: RecordSide, _ new: RecordSide, _ types: TypeRelation) {
    records.append(Pair(old: old, new: new, types: types))
    fields.add(
      Matched(
        old.fields.map { FieldSide(field: $0, record: old) }, new.fields.map { FieldSide(field: $0, record: new) },
        types, home: new.position, by: \.field.name))
  }
}

/// A value of an enumeration with what it belongs to.
struct CaseSide: Sendable {
  var value: EnumerationCase
  /// The name of the enumeration.
  var type: String
  /// How both versions use the enumeration.
  var uses: Set<Use>

  /// `'active' of 'Status'`
  var title: String { "'\(value.name)' of '\(type)'" }
  var isSent: Bool { uses.contains(.input) }
  var isRead: Bool { uses.contains(.output) }
  var isStored: Bool { uses.contains(.stored) }
}

extension Matched {
  fileprivate func with(_ types: TypeRelation) -> Matched {
    var copy = self
    for index in copy.both.indices { copy.both[index].types = types }
    return copy
  }
}

extension ContractPackage {
  /// Where `package.yaml` allows what is about the package, if it allows anything.
  var file: SourcePosition? { allowances.first?.position }

  /// The file with this path in the package; the package's own if there is none.
  func file(at path: String) -> SourcePosition? {
    contracts.first { $0.path == path }.map { SourcePosition(file: $0.file) } ?? file
  }

  /// The services in the order of their files.
  var services: [GroupModel] { contracts.filter { $0.kind == .service }.compactMap(\.group) }

  fileprivate struct OwnedGroup: Sendable {
    var group: GroupModel
    var entity: EntityModel?
    var isEntity: Bool { entity != nil }
  }

  fileprivate var groups: [OwnedGroup] {
    contracts.compactMap { contract in contract.group.map { OwnedGroup(group: $0, entity: contract.entity) } }
  }

  /// The fields that the author wrote: the keys in front of an inline map are told at the entity.
  fileprivate func written(_ type: TypeDefinition) -> [FieldModel] {
    guard type.origin != .declared else { return type.fields }
    let keys = Set(entities.flatMap(\.keyFields).map(\.position))
    return type.fields.filter { !keys.contains($0.position) }
  }
}
