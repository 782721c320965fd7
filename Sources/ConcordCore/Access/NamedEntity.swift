extension EntityPath {
  /// The entity of a kind that a value names: the entity itself, its key, a patch of it, or a record with the fields of
  /// its key. Nil when it names none, or not yet: what is to be created may have no key.
  public init?<Value: JSONCodable>(namedBy value: Value, _ entity: any Entity.Type) {
    let path: EntityPath
    switch value {
    case let value as any Entity:
      guard !Self.isUnnamed(value) else { return nil }
      path = value.path
    case let value as any KeyedInput: path = value.entityPath
    default:
      guard let found = Self.path(in: ConcordCore.encode(value), entity) else { return nil }
      path = found
    }
    guard path.entity == entity.descriptor.name, path.segments.allSatisfy({ !$0.key.isEmpty }) else { return nil }
    self = path
  }

  /// True for an entity whose key the store will make: a text is empty then, and a number 0.
  private static func isUnnamed<E: Entity>(_ entity: E) -> Bool {
    let key = E.fieldTable.index(of: E.descriptor.keyField)
    guard let own = entity.keyValues.last, E.descriptor.rules.generated.contains(where: { $0.field == key }) else {
      return false
    }
    return own.isEmpty || own == "0"
  }

  private static func path<E: Entity>(in json: [UInt8], _ type: E.Type) -> EntityPath? {
    var reader = JSONReader(json.span.bytes)
    guard reader.nextKind() == .object else { return nil }
    let key = Key<E>.decode(from: &reader)
    return reader.failure == nil ? key.path : nil
  }
}

/// What names an entity without being one.
private protocol KeyedInput {
  var entityPath: EntityPath { get }
}

extension Key: KeyedInput {
  fileprivate var entityPath: EntityPath { path }
}

extension Patch: KeyedInput {
  fileprivate var entityPath: EntityPath { key.path }
}
