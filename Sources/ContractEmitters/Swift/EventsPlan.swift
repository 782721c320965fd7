import ContractModel

/// The plan of `events.mustache`: names, typed events, the getter of the event helper.
struct EventsPlan {
  let group: GroupModel
  let entity: EntityModel?
  let types: SwiftTypes

  var name: String { group.swiftName + "Events" }

  var value: TemplateValue {
    [
      "group": .text(group.name),
      "name": .text(name),
      "accessor": .text(group.swiftMember),
      "accessorAttribute": .text(Availability(group.lifecycle).attribute),
      "example": .text(group.events.first?.helperName ?? ""),
      "events": .list(
        group.events.map { event in
          [
            "documentation": Availability.documentation(event.summary, event.lifecycle),
            "isDeprecated": .flag(event.lifecycle.deprecated != nil),
            "attribute": .text(Availability(event.lifecycle).attribute),
            "storage": .text(event.storageName),
            "access": .text(event.lifecycle.deprecated == nil ? "public " : ""),
            "eventName": .text(
              event.lifecycle.deprecated == nil
                ? "EventNames.\(event.memberName)" : SwiftTypes.quoted(event.wireName)),
            "member": .text(event.memberName),
            "wire": .text(event.wireName),
            "helper": .text(event.helperName),
            "kind": .text(isPushed(event) ? "PushedEvent" : "Event"),
            "payload": .text(types.name(event.payload, of: entity)),
            "options": .text(options(event)),
          ]
        }),
    ]
  }

  /// The events that tell of a stored entity's changes are pushed with the commit; every other pushed event is its own.
  func isPushed(_ event: EventModel) -> Bool { event.direction == .pushed && commitAction(event) == nil }

  /// `created`, `updated` or `deleted` for the event that tells of such a commit.
  func commitAction(_ event: EventModel) -> String? {
    guard let entity, let topic = event.topic else { return nil }
    return ["created", "updated", "deleted"].first { topic == "\(entity.name):\($0)" }
  }

  private func options(_ event: EventModel) -> String {
    guard isPushed(event), let topic = event.topic else { return "" }
    let delivery = event.delivery == .every ? "" : ", delivery: .\(event.delivery.rawValue)"
    return ", topic: \(SwiftTypes.quoted(topic))\(delivery)"
  }
}
