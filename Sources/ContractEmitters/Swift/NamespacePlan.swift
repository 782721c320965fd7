import ContractModel

/// The plan of `namespace.mustache`: the table of a socket namespace's events, and the way to send them.
struct NamespacePlan {
  let namespace: NamespaceModel
  let types: SwiftTypes

  var value: TemplateValue {
    let summary = namespace.summary ?? "The socket namespace `\(namespace.path)`."
    return [
      "documentation": Availability.documentation(summary, namespace.lifecycle),
      "name": .text(namespace.swiftName + "Namespace"),
      "path": .text(SwiftTypes.quoted(namespace.path)),
      "title": .text(namespace.path),
      "accessor": .text(namespace.swiftMember),
      "attribute": .text(Availability(namespace.lifecycle).attribute),
      "events": .list(
        namespace.events.map { event in
          [
            "documentation": Availability.documentation(event.summary, event.lifecycle),
            "attribute": .text(Availability(event.lifecycle).attribute),
            "swift": .text(event.swiftName),
            "kind": .text(event.direction == .pushed ? "NamespaceEvent" : "ReceivedEvent"),
            "payload": .text(event.payload.map(types.name) ?? "Empty"),
            "wire": .text(SwiftTypes.quoted(event.name)),
          ]
        }),
    ]
  }
}
