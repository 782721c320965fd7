extension Rule {
  static let reactive: [Rule] = [
    .kindClash, .triggerClash, .sensitiveTrigger, .payloadAfterDeletion, .changedFieldsUnused, .changeNever,
    .pluginStore,
    .reactionState, .reactionEvent, .reactionClash, .handlerClash,
  ]

  static let kindClash = Rule("kind-clash", "The reactive entities of a package have different kinds.") { packages in
    packages.flatMap { package in
      var kinds = Claims()
      for entity in package.entities {
        guard let reactive = entity.reactive else { continue }
        kinds.claim(
          reactive.kind, for: "the entity '\(entity.name)'", at: reactive.kindPosition, kind: "kind",
          suggestion: "give one another 'kind:'")
      }
      return kinds.findings
    }
  }

  static let triggerClash = Rule("trigger-clash", "A package has each trigger once.") { packages in
    packages.flatMap { package in
      var triggers = Claims()
      for entity in package.entities {
        for trigger in entity.reactive?.triggers ?? [] {
          triggers.claim(
            trigger.event, for: "'\(entity.name) \(trigger.change.rawValue)'", at: trigger.position, kind: "trigger",
            suggestion: "rename one")
        }
      }
      return triggers.findings
    }
  }

  static let sensitiveTrigger = Rule("sensitive-trigger", "A trigger carries no sensitive field.") { packages in
    reactiveEntities(packages).flatMap { entity, reactive -> [Finding] in
      let secret = Set(entity.fields.filter(\.isSensitive).map(\.name))
      return reactive.payload.compactMap { field -> Finding? in
        guard case .field(let name) = field.source, secret.contains(name) else { return nil }
        return Finding(
          field.position, "'\(name)' is sensitive, and triggers are logged and handed on",
          suggestion: "leave '\(field.name)' out; a handler can read the entity")
      }
    }
  }

  static let payloadAfterDeletion = Rule(
    "payload-after-deletion", "What follows a deletion carries nothing but the key without a `?`."
  ) { packages in
    reactiveEntities(packages).flatMap { entity, reactive -> [Finding] in
      guard reactive.triggers.contains(where: { $0.change == .deleted }) else { return [] }
      let keys = Set(entity.keyFields.map(\.name))
      return reactive.payload.compactMap { field -> Finding? in
        guard case .field(let name) = field.source, !field.isOptional, !keys.contains(name) else { return nil }
        return Finding(
          field.position, "nothing follows a deletion, so '\(field.name)' can be absent",
          suggestion: "write \"\(name)?\"")
      }
    }
  }

  static let changedFieldsUnused = Rule(
    "changed-fields-unused", "A payload with `changedFields` is carried by an `updated` trigger.", severity: .warning
  ) { packages in
    reactiveEntities(packages).flatMap { _, reactive -> [Finding] in
      guard !reactive.triggers.isEmpty, !reactive.triggers.contains(where: { $0.change == .updated }) else {
        return []
      }
      return reactive.payload.filter { $0.source == .changedFields }.map {
        Finding(
          $0.position, "no trigger here follows an update, and only that has something to tell with 'changedFields'",
          suggestion: "leave 'changedFields' out")
      }
    }
  }

  static let changeNever = Rule("change-never", "Triggers and reactions wait for changes that can happen.") {
    packages in
    packages.flatMap { package -> [Finding] in
      let fixed = Set(package.entities.filter(isFixed).map(\.name))
      let triggers = package.entities.filter { fixed.contains($0.name) }.flatMap { entity in
        (entity.reactive?.triggers ?? []).filter { $0.change == .updated }.map { ($0.position, entity.name) }
      }
      let reactions = package.contracts.flatMap(\.reactions).compactMap { reaction -> (SourcePosition, String)? in
        guard case .change(let entity, .updated) = reaction.occasion, fixed.contains(entity) else { return nil }
        return (reaction.position, entity)
      }
      return (triggers + reactions).map { position, entity in
        Finding(
          position, "the state of '\(entity)' is its key alone, which never changes",
          suggestion: "add fields that change to its 'state'")
      }
    }
  }

  static let pluginStore = Rule(
    "plugin-store", "An entity with `source: plugin` asks nothing of Concord's store."
  ) { packages in
    packages.flatMap { package -> [Finding] in
      package.entities.flatMap { entity -> [Finding] in
        let isPlugin = entity.reactive?.source == .plugin
        let parent = entity.parent.flatMap { package.entity(named: $0) }
        if !isPlugin, parent?.reactive?.source == .plugin {
          return [
            Finding(
              entity.position, "the store keeps '\(entity.name)' and does not know its parent '\(entity.parent ?? "")'",
              suggestion: "add 'source: plugin' here, or leave 'parent' out")
          ]
        }
        guard isPlugin else { return unknownReferences(entity, in: package) }
        return entity.fields.filter { $0.isUnique || $0.isSequence || $0.onReferenceDelete != .restrict }.map {
          Finding(
            $0.position, "the store does not keep '\(entity.name)', so it cannot see to '\($0.name)'",
            suggestion:
              "leave '\($0.isUnique ? "unique" : $0.isSequence ? "generated" : "onDelete")' out and let your own tables do it"
          )
        } + owners(entity, in: package)
      }
    }
  }

  /// What the store does not keep it cannot see go.
  private static func unknownReferences(_ entity: EntityModel, in package: ContractPackage) -> [Finding] {
    entity.fields.filter { field in
      let target = field.type.referredEntity.flatMap { package.entity(named: $0) }
      return field.onReferenceDelete != .restrict && target?.isStored == false
    }.map {
      Finding(
        $0.position, "the store does not keep what '\($0.name)' refers to, and so does not see it deleted",
        suggestion: "leave 'onDelete' out and react to the deletion")
    }
  }

  /// What the store does not keep the server cannot compare with its caller.
  private static func owners(_ entity: EntityModel, in package: ContractPackage) -> [Finding] {
    let group = package.contracts.first { $0.entity?.name == entity.name }?.group
    let rules = (group?.operations ?? []).map(\.access) + [entity.subscription?.access]
    return rules.compactMap { $0?.owner }.map {
      Finding(
        $0.position, "the store does not keep '\(entity.name)', so the server cannot tell whose it is",
        suggestion: "leave 'owner' out and let your handler compare")
    }
  }

  /// Whether an entity's reactive state can only come and go.
  private static func isFixed(_ entity: EntityModel) -> Bool {
    guard let state = entity.reactive?.state, !state.isEmpty else { return false }
    return state.allSatisfy { $0.value == entity.key.name }
  }

  private static func reactiveEntities(
    _ packages: [ContractPackage]
  ) -> [(entity: EntityModel, reactive: ReactiveModel)] {
    entities(packages).compactMap { entity in entity.reactive.map { (entity, $0) } }
  }
}
