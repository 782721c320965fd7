import ContractModel

/// The plan of `bindings.mustache`: what a contract adds to its package. That is its digest, its entity, and what a client
/// does with its pushes and intents.
///
/// All of it stands in a body, so that the index, which calls the function, changes with the contracts' names alone.
struct BindingsPlan {
  let contract: Contract
  let types: SwiftTypes

  /// The name of the function; nil for a contract that adds nothing.
  static func function(of contract: Contract, in package: ContractPackage) -> String? {
    if let group = contract.group { return isEmpty(contract, group) ? nil : "bind\(group.swiftName)" }
    if let namespace = contract.namespace { return "bind\(namespace.swiftName)Namespace" }
    return contract.types.first.map { "typesOf\(package[$0].swiftName)" }
  }

  /// A service of a deployment alone is nothing that clients and servers agree on.
  private static func isEmpty(_ contract: Contract, _ group: GroupModel) -> Bool {
    contract.entity == nil && group.operations.isEmpty && group.events.isEmpty && contract.types.isEmpty
  }

  /// - Parameter digest: of all else that the contract generates.
  /// - Returns: nil for a contract that adds nothing.
  func value(digest: Digest) -> TemplateValue? {
    guard let function = Self.function(of: contract, in: types.package) else { return nil }
    return [
      "function": .text(function), "digest": .text("0x" + digest.text),
      "lines": .list(lines.map { ["line": .text($0)] }),
    ]
  }

  /// The notifications that are not as by convention: names of events with their subtypes.
  private func notifications(of entity: EntityModel, _ group: GroupModel) -> String? {
    let conventions = ["created", "updated", "deleted"]
    let pairs = entity.notifications.compactMap { notification -> String? in
      guard let event = group.events.first(where: { $0.helperName == notification.event }) else { return nil }
      if conventions.contains(notification.event), notification.subtype == event.wireName { return nil }
      return "\(SwiftTypes.quoted(event.wireName)): \(notification.subtype.map(SwiftTypes.quoted) ?? "nil")"
    }
    return pairs.isEmpty ? nil : pairs.joined(separator: ", ")
  }

  private var lines: [String] {
    guard let group = contract.group else { return [] }
    let entity = contract.entity
    let events = EventsPlan(group: group, entity: entity, types: types)
    let table = "\(group.swiftName)Events.table"
    var lines: [String] = []
    if let entity {
      let told = ["created", "updated", "deleted"].map { action in
        let event = group.events.first { events.commitAction($0) == action }
        return "\(action): \(event.map { "\(table).\($0.storageName)" } ?? "nil")"
      }
      lines.append("entity(\(entity.swiftName).self, \(told.joined(separator: ", ")))")
    } else if !group.operations.isEmpty || !group.events.isEmpty {
      lines.append("service(\(SwiftTypes.quoted(group.name)))")
    }
    if let entity, let notifications = notifications(of: entity, group) {
      lines.append("notify([\(notifications)])")
    }
    for operation in group.operations where operation.intent != nil {
      lines.append("operation(\(group.swiftName)Operations.table.\(operation.storageName))")
    }
    for event in group.events {
      if events.isPushed(event) { lines.append("pushed(\(table).\(event.storageName))") }
      if event.payload == .tree { lines.append("tree(\(table).\(event.storageName))") }
    }
    return lines
  }
}
