extension Rule {
  static let keyOptional = Rule("key-optional", "A key is always there.") { packages in
    entities(packages).filter { $0.key.isOptional }.map {
      Finding($0.key.position, "the key '\($0.key.name)' cannot be optional", suggestion: "leave the '?' out")
    }
  }

  static let keyType = Rule("key-type", "A key is a scalar that reads the same wherever it is written.") { packages in
    let allowed: [Scalar] = [.string, .int, .int64, .uuid, .id, .email, .url, .date]
    return entities(packages).compactMap { entity in
      if case .scalar(let scalar) = entity.key.type.unwrapped, allowed.contains(scalar) { return nil }
      return Finding(
        entity.key.position, "the type of the key '\(entity.key.name)' cannot name a thing in a path",
        suggestion: "a key is \(allowed.map(\.rawValue).joined(separator: ", "))")
    }
  }

  static let keyReadonly = Rule("key-readonly", "A key that callers give is not readonly.") { packages in
    entities(packages).filter { $0.key.isReadonly && !$0.key.isSequence && $0.key.type.unwrapped != .scalar(.id) }.map {
      Finding(
        $0.key.position, "the key '\($0.key.name)' is readonly, so no one could create this entity",
        suggestion: "leave 'readonly' out, or make its type id, which the server generates")
    }
  }

  static func entities(_ packages: [ContractPackage]) -> [EntityModel] { packages.flatMap(\.entities) }
}
