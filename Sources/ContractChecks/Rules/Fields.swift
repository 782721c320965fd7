extension Rule {
  static let nullsOptional = Rule("nulls-optional", "Only an optional field writes nulls.") { packages in
    fields(packages).filter { $0.writesNull && !$0.isOptional }.map {
      Finding(
        $0.position, "'\($0.name)' is never absent, so 'nulls: written' means nothing",
        suggestion: "add '?' to its type or leave 'nulls' out")
    }
  }

  static let tooManyFields = Rule("too-many-fields", "A record has at most 64 fields, ancestors' keys included.") {
    packages in
    let most = 64
    var findings: [Finding] = []
    for package in packages {
      for entity in package.entities where entity.allFields.count > most {
        findings.append(
          Finding(
            entity.allFields[most].position,
            "the entity '\(entity.name)' has \(entity.allFields.count) fields with its ancestors' keys; \(most) is the most",
            suggestion: "move some into a type of their own"))
      }
      for type in package.types where type.fields.count > most {
        findings.append(
          Finding(
            type.fields[most].position, "the type '\(type.name)' has \(type.fields.count) fields; \(most) is the most",
            suggestion: "move some into a type of their own"))
      }
    }
    return findings
  }

  static let endlessType = Rule("endless-type", "No record needs another one of itself inside.") { packages in
    packages.flatMap { package in
      let endless = Containment.endless(in: package)
      return endless.map {
        Finding(
          $0.position, "'\($0.name)' needs a value that needs this one again, without end",
          suggestion: "make it optional, a list or a map")
      }
    }
  }

  /// The fields of all entities and records.
  static func fields(_ packages: [ContractPackage]) -> some Sequence<FieldModel> {
    // Joined as they are looked at: a field is a large value, and many rules look at all of them.
    packages.flatMap { $0.contracts.compactMap { $0.entity?.fields } + $0.types.map(\.fields) }.joined()
  }
}
