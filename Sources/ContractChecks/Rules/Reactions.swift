extension Rule {
  static let reactionState = Rule("reaction-state", "An entity whose changes are waited for has a `state`.") {
    packages in
    packages.flatMap { package in
      package.contracts.flatMap(\.reactions).compactMap { reaction -> Finding? in
        guard case .change(let name, let change) = reaction.occasion, let entity = package.entity(named: name),
          entity.reactive == nil
        else { return nil }
        let event = (Words(name).lowerCamel + Words(change.rawValue).upperCamel)
        return Finding(
          reaction.position, "'\(name)' has no 'state', so nobody compares it with what it was",
          suggestion: "add 'state:' to the entity, or wait for 'event \(event)'")
      }
    }
  }

  static let reactionEvent = Rule("reaction-event", "A reaction is to an event that the server sees.") { packages in
    packages.flatMap { package in
      return package.contracts.flatMap(\.reactions).compactMap { reaction -> Finding? in
        guard case .event(let name) = reaction.occasion, let (event, entity) = find(name, package) else { return nil }
        if event.operation == nil, let entity, !entity.isStored, event.topic == "\(entity.name):\(event.helperName)",
          ReactiveModel.Change(rawValue: event.helperName) != nil
        {
          return Finding(
            reaction.position, "'\(entity.name)' is not in the store, so no commit brings the event '\(name)'",
            suggestion: "wait for '\(entity.name) \(event.helperName)'")
        }
        if event.happensOnServer { return nil }
        return Finding(
          reaction.position, "the event '\(name)' happens on the buses of clients alone",
          suggestion: "wait for a pushed event, or for the success of an operation")
      }
    }
  }

  static let reactionClash = Rule("reaction-clash", "A group does each piece of work once.") { packages in
    packages.flatMap { package in
      var claims = Claims()
      for contract in package.contracts {
        for reaction in contract.reactions {
          guard let group = reaction.group, reaction.mode == .workQueue else { continue }
          claims.claim(
            "\(group) on \(reaction.occasion.text)", for: "'\(reaction.handler)' of \(contract.title)",
            at: reaction.position, kind: "work", suggestion: "give one of them another 'group'")
        }
      }
      return claims.findings
    }
  }

  static let handlerClash = Rule("handler-clash", "A handler answers to one occasion.") { packages in
    packages.flatMap { $0.contracts.map { $0.reactions } }.flatMap { reactions in
      var claims = Claims()
      for reaction in reactions {
        claims.claim(
          reaction.handler, for: "'\(reaction.occasion.text)'", at: reaction.handlerPosition, kind: "handler",
          suggestion: "rename one; both can call the same function")
      }
      return claims.findings
    }
  }
}

extension Rule {
  private static func find(_ event: String, _ package: ContractPackage) -> (EventModel, EntityModel?)? {
    for contract in package.contracts {
      if let found = contract.group?.events.first(where: { $0.wireName == event }) { return (found, contract.entity) }
    }
    return nil
  }
}

extension EventModel {
  /// Whether the server sees the event: it sends it, or it is the success of what it was asked for.
  public var happensOnServer: Bool { direction == .pushed || direction == .success }
}

extension ReactionModel.Occasion {
  /// The occasion as a contract has it: `user deleted`, `trigger catalog.created`, `event account-cleaned`.
  public var text: String {
    switch self {
    case .change(let entity, let change): "\(entity) \(change.rawValue)"
    case .trigger(let id): "trigger \(id)"
    case .event(let name): "event \(name)"
    }
  }
}
