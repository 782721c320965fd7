extension Rule {
  static let uniqueField = Rule(
    "unique-field", "What is unique is a scalar, enumeration or reference of an entity that has no default."
  ) { packages in
    packages.flatMap { package in
      let inRecords = package.types.flatMap { $0.fields.filter { $0.isUnique } }.map {
        Finding(
          $0.uniquePosition ?? $0.position,
          "'\($0.name)' is no field of an entity, so there is nothing among which it could be unique",
          suggestion: "leave 'unique' out")
      }
      let inEntities = package.contracts.flatMap { ($0.entity?.fields ?? []).filter { $0.isUnique } }.compactMap {
        field -> Finding? in
        if !isComparable(field.type.unwrapped, in: package) {
          return Finding(
            field.uniquePosition ?? field.position, "values of the type of '\(field.name)' cannot be unique",
            suggestion: "a scalar other than double, decimal and json, an enumeration or a reference can")
        }
        if let place = field.defaultPosition {
          return Finding(
            place, "only one \(entityNoun(field, package)) could have the default of '\(field.name)', which is unique",
            suggestion: "leave the default out")
        }
        return nil
      }
      return inEntities + inRecords
    }
  }

  /// Numbers with several spellings are left out, and so is what has no value of its own.
  private static func isComparable(_ type: TypeReference, in package: ContractPackage) -> Bool {
    switch type {
    case .scalar(let scalar): return ![.double, .decimal, .json].contains(scalar)
    case .reference: return true
    case .named(let id): return !package[id].cases.isEmpty
    case .entity, .optional, .list, .map: return false
    }
  }

  private static func entityNoun(_ field: FieldModel, _ package: ContractPackage) -> String {
    package.entities.first { $0.fields.contains { $0.position == field.position } }?.name ?? "entity"
  }

  static let uniqueKey = Rule(
    "unique-key", "A root's key, which is unique anyway, does not say so.", severity: .warning
  ) { packages in
    entities(packages).filter { $0.parent == nil && $0.key.isUnique }.map {
      Finding(
        $0.key.uniquePosition ?? $0.key.position, "the key '\($0.key.name)' names one \($0.name) anyway",
        suggestion: "leave 'unique' out")
    }
  }

  static let sensitiveUnique = Rule("sensitive-unique", "A sensitive field is not unique.") { packages in
    entities(packages).flatMap { $0.fields.filter { $0.isUnique && $0.isSensitive } }.map {
      Finding(
        $0.uniquePosition ?? $0.position,
        "'\($0.name)' is sensitive, and whoever tries values would learn which are taken",
        suggestion: "leave 'unique' out")
    }
  }

  static let storedInRecord = Rule(
    "stored-in-record", "Only an entity's own field is counted by the store or follows what it refers to."
  ) { packages in
    packages.flatMap { $0.types.flatMap { $0.fields.filter { $0.isSequence || $0.onReferenceDelete != .restrict } } }
      .compactMap { field in
        let key = field.isSequence ? "generated" : field.onReferenceDelete != .restrict ? "onDelete" : nil
        return key.map {
          Finding(
            field.position, "'\(field.name)' is no field of an entity, so '\($0)' means nothing",
            suggestion: "move the field into the entity, or leave '\($0)' out")
        }
      }
  }

  static let ownerEvent = Rule(
    "owner-event", "What the server sends about an entity that is somebody's own says which one it is."
  ) { packages in
    packages.flatMap { package in
      package.contracts.flatMap { contract -> [Finding] in
        guard let entity = contract.entity, contract.readers?.owner != nil else { return [] }
        let pushed = (contract.group?.events ?? []).filter { $0.direction == .pushed && $0.operation == nil }
        return pushed.filter { !names($0.payload, entity, in: package) }.map {
          Finding(
            $0.position, "'\($0.helperName)' does not say which \(entity.name) it is about, so no owner could be told",
            suggestion: "write 'payload: key' or a map of fields, to which the key is added")
        }
      }
    }
  }

  private static func names(_ payload: EventModel.Payload, _ entity: EntityModel, in package: ContractPackage) -> Bool {
    switch payload {
    case .key, .output(.key), .output(.entity), .type(.entity(entity.name)): return true
    case .type(.named(let id)):
      let fields = Set(package[id].fields.map(\.name))
      return entity.keyFields.allSatisfy { fields.contains($0.name) }
    default: return false
    }
  }
}
