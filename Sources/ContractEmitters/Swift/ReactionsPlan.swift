import ContractChecks
import ContractModel

/// The plan of `reactions.mustache`: a method for each handler of `react:`, typed by what it waits for.
struct ReactionsPlan {
  let group: GroupModel
  let reactions: [ReactionModel]
  let types: SwiftTypes

  var value: TemplateValue {
    [
      "group": .text(group.name), "accessor": .text(group.swiftMember),
      "name": .text(group.swiftName + "Reactions"), "reactions": .list(reactions.compactMap(plan)),
    ]
  }

  /// What a reaction waits for: the type of what it gets, the name of the parameter, and the occasion in Swift.
  private struct Occasion {
    var type: String
    var parameter: String
    var expression: String
  }

  private func plan(_ reaction: ReactionModel) -> TemplateValue? {
    guard let occasion = occasion(reaction.occasion) else { return nil }
    return [
      "occasion": .text(DocComment.line(reaction.occasion.text)), "manner": .text(manner(reaction)),
      "handler": .text(reaction.handler), "handlerText": .text(reaction.handler.filter { $0 != "`" }),
      "parameter": .text(occasion.parameter), "type": .text(occasion.type),
      "expression": .text(occasion.expression), "mode": .text(mode(reaction)),
    ]
  }

  private func occasion(_ occasion: ReactionModel.Occasion) -> Occasion? {
    switch occasion {
    case .change(let name, let change):
      guard let entity = types.package.entity(named: name) else { return nil }
      return Occasion(
        type: "StateChange<\(entity.swiftName)>", parameter: "change",
        expression: "change(of: \(entity.swiftName).self, .\(change.rawValue))")
    case .trigger(let id):
      for entity in types.package.entities {
        guard let trigger = entity.reactive?.triggers.first(where: { $0.event == id }) else { continue }
        return Occasion(
          type: ReactivePlan.payloadType(of: entity),
          parameter: entity.reactive?.payload.isEmpty == false ? "payload" : "change",
          expression: "trigger(\(ReactivePlan.triggersName(of: entity)).\(trigger.change.rawValue))")
      }
      return nil
    case .event(let name): return event(name)
    }
  }

  private func event(_ name: String) -> Occasion? {
    for contract in types.package.contracts {
      guard let group = contract.group, let event = group.events.first(where: { $0.wireName == name }) else { continue }
      let plan = EventsPlan(group: group, entity: contract.entity, types: types)
      let value = "\(plan.name).table.\(event.storageName)"
      let expression =
        // What the store does not keep has no commits, so there the operation's success counts.
        switch contract.entity?.isStored == true ? plan.commitAction(event) : nil {
        case "deleted"?: "deletion(\(value))"
        case let action?: "commit(\(value), .\(action))"
        case nil: "event(\(value))"
        }
      return Occasion(
        type: types.name(event.payload, of: contract.entity), parameter: "payload", expression: expression)
    }
    return nil
  }

  private func mode(_ reaction: ReactionModel) -> String {
    switch reaction.mode {
    case .broadcast: ".broadcast"
    case .instanceLocal: ".instanceLocal"
    case .workQueue: ".workQueue(group: \(SwiftTypes.quoted(reaction.group ?? "")))"
    }
  }

  private func manner(_ reaction: ReactionModel) -> String {
    switch reaction.mode {
    case .broadcast: ", in every instance"
    case .instanceLocal: ", in the instance where it happened"
    case .workQueue: ", in one instance of the group `\(reaction.group ?? "")`, again after a failure"
    }
  }
}
