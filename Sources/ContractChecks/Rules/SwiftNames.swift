extension Rule {
  static let swiftTypeClash = Rule("swift-type-clash", "Types have different names in the generated module.") {
    packages in
    var names = Claims()
    var paths: Set<String> = []
    for package in packages {
      names.claim(
        package.swiftPrefix + Words(package.name).upperCamel + "Package", for: "the package '\(package.name)'",
        at: package.position, kind: "Swift name", suggestion: "give one another 'name:' in its package.yaml")
      for contract in package.contracts {
        if let group = contract.group {
          for name in generatedNames(of: contract, group) {
            names.claim(
              name, for: contract.title, at: group.position, kind: "Swift name",
              suggestion: "rename one, or set 'swiftPrefix:' in package.yaml")
          }
        }
        // Two of one path have been reported as such.
        if let namespace = contract.namespace, paths.insert(namespace.path).inserted {
          names.claim(
            namespace.swiftName + "Namespace", for: contract.title, at: namespace.position, kind: "Swift name",
            suggestion: "rename the other one, or set 'swiftPrefix:' in package.yaml")
        }
        for id in contract.types {
          let type = package[id]
          names.claim(
            type.swiftName, for: "the type '\(type.name)'", at: type.position, kind: "Swift name",
            suggestion: "rename one, or set 'swiftPrefix:' in package.yaml")
          if type.swiftStorageName != type.swiftName {
            names.claim(
              type.swiftStorageName, for: "the deprecated type '\(type.name)'", at: type.position, kind: "Swift name",
              suggestion: "rename the other one")
          }
        }
      }
    }
    return names.findings
  }

  static let swiftMemberClash = Rule("swift-member-clash", "Names that differ in a contract differ in Swift.") {
    packages in
    var groups = Claims()
    var namespaces = Claims()
    var paths: Set<String> = []
    var findings: [Finding] = []
    for package in packages {
      for contract in package.contracts {
        if let group = contract.group {
          groups.claim(group.swiftMember, for: contract.title, at: group.position, kind: "Swift name")
          findings += clashes(group.operations, by: \.swiftName) {
            ($0.swiftName, "the operation '\($0.name)'", $0.position)
          }
          findings += helperClashes(group.events, of: contract)
        }
        if let namespace = contract.namespace {
          if paths.insert(namespace.path).inserted {
            namespaces.claim(namespace.swiftMember, for: contract.title, at: namespace.position, kind: "Swift name")
          }
          findings += clashes(namespace.events, by: \.swiftName) {
            ($0.swiftName, "the event '\($0.name)'", $0.position)
          }
        }
        let fields = contract.entity?.allFields ?? []
        if !Claims.areDifferent(fields.lazy.map(\.swiftName)) {
          findings += clashes(fields.filter { isFirst($0, in: fields) }, by: \.swiftName, fieldName)
        }
        findings += clashes(contract.entity?.reactive?.payload ?? [], by: \.swiftName) {
          ($0.swiftName, "the member '\($0.name)'", $0.position)
        }
        for id in contract.types {
          findings += clashes(package[id].fields, by: \.swiftName, fieldName)
          findings += clashes(package[id].cases, by: \.swiftName) {
            ($0.swiftName, "the value '\($0.name)'", $0.position)
          }
          findings += clashes(package[id].union?.cases ?? [], by: \.swiftName) {
            ($0.swiftName, "the case '\($0.name)'", $0.position)
          }
        }
      }
    }
    return groups.findings + namespaces.findings + findings + crossPackageEvents(packages)
  }

  /// What the emitters declare for an entity or service besides its types.
  static func generatedNames(of contract: Contract, _ group: GroupModel) -> [String] {
    let endings =
      ["Events", "Operations", "Handler"] + (group.operations.contains { !$0.errors.isEmpty } ? ["Error"] : [])
    let reactive = contract.entity?.reactive
    let own =
      (reactive?.triggers.isEmpty == false ? ["Triggers"] : [])
      + (reactive?.payload.isEmpty == false ? ["TriggerPayload"] : [])
      + (contract.reactions.isEmpty ? [] : ["Reactions"])
    return (contract.kind == .entity ? [group.swiftName] : []) + (endings + own).map { group.swiftName + $0 }
  }

  /// Events of one wire name have been reported as such; here it is about different ones with one helper name.
  private static func helperClashes(_ events: [EventModel], of contract: Contract) -> [Finding] {
    if Claims.areDifferent(events.lazy.map(\.helperName)) { return [] }
    var wireNames: Set<String> = []
    let different = events.filter { wireNames.insert($0.wireName).inserted }
    return clashes(different, by: \.helperName) {
      ($0.helperName, "the event '\($0.wireName)' of \(contract.title)", $0.position)
    }
  }

  /// A field named like an ancestor has been reported as such.
  private static func isFirst(_ field: FieldModel, in fields: [FieldModel]) -> Bool {
    fields.first { $0.name == field.name }?.position == field.position
  }

  private static func fieldName(_ field: FieldModel) -> (String, String, SourcePosition) {
    (field.swiftName, "the field '\(field.name)'", field.position)
  }

  /// What is wrong with things that should have different names: `claim` gives the name, what has it, and where.
  private static func clashes<Thing>(
    _ things: [Thing], by name: KeyPath<Thing, String>, _ claim: (Thing) -> (String, String, SourcePosition)
  ) -> [Finding] {
    if Claims.areDifferent(things.lazy.map { $0[keyPath: name] }) { return [] }
    var claims = Claims()
    for (name, what, position) in things.map(claim) {
      claims.claim(name, for: what, at: position, kind: "Swift name")
    }
    return claims.findings
  }

  /// `EventNames` is one for all packages of a module.
  private static func crossPackageEvents(_ packages: [ContractPackage]) -> [Finding] {
    guard packages.count > 1 else { return [] }
    var claims = Claims()
    for package in packages {
      var own: Set<String> = []
      for contract in package.contracts {
        for event in contract.group?.events ?? [] where own.insert(event.memberName).inserted {
          claims.claim(
            event.memberName, for: "an event of \(contract.title)", at: event.position, kind: "Swift name")
        }
      }
    }
    return claims.findings
  }
}
