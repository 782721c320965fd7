import ContractModel

/// The plans of `operations.mustache`, `handler.mustache` and `errors.mustache`: what can be called, and who answers.
struct OperationsPlan {
  let group: GroupModel
  let entity: EntityModel?
  let types: SwiftTypes

  var name: String { group.swiftName + "Operations" }
  private var errorName: String { group.swiftName + "Error" }

  var value: TemplateValue {
    [
      "group": .text(group.name),
      "name": .text(name),
      "accessor": .text(group.swiftMember),
      "accessorAttribute": .text(Availability(group.lifecycle).attribute),
      "example": .text(group.operations.first?.swiftName ?? ""),
      "operations": .list(
        group.operations.map {
          [
            "documentation": Availability.documentation($0.summary, $0.lifecycle),
            "isDeprecated": .flag($0.lifecycle.deprecated != nil),
            "access": .text($0.lifecycle.deprecated == nil ? "public " : ""),
            "attribute": .text(Availability($0.lifecycle).attribute),
            "swift": .text($0.swiftName), "storage": .text($0.storageName),
            "input": .text(types.name($0.input, of: entity)), "output": .text(types.name($0.output, of: entity)),
            "expression": .text(
              OperationExpression(operation: $0, group: group, entity: entity, types: types).text),
          ]
        }),
    ]
  }

  /// The errors of all operations, each once; nil when none declares any.
  var errors: TemplateValue? {
    var seen: Set<String> = []
    let all = group.operations.flatMap(\.errors).filter { seen.insert($0.swiftName).inserted }
    guard !all.isEmpty else { return nil }
    return [
      "wire": .text(group.name),
      "name": .text(errorName),
      "cases": .list(
        all.map {
          ["swift": .text($0.swiftName), "wire": .text($0.wireCode), "status": .text(String($0.httpStatus))]
        }),
    ]
  }

  /// The handler protocol: a part per conventional operation, a method for each other one.
  var handler: TemplateValue {
    // What the store does not keep it cannot answer for.
    let isStored = entity?.isStored ?? false
    let parts = group.operations.compactMap { isStored ? Self.parts[$0.kind] : nil }
    let own = entity?.swiftName ?? ""
    let constraints = parts.map { "\($0.entity) == \(own)" }.joined(separator: ", ")
    return [
      "group": .text(group.name),
      "name": .text(group.swiftName + "Handler"),
      "accessor": .text(group.swiftMember),
      "operationsName": .text(name),
      "inherits": .flag(!parts.isEmpty),
      "protocols": .text(
        parts.isEmpty ? "Sendable" : parts.map(\.name).joined(separator: ", ") + " where " + constraints),
      "methods": .list(
        group.operations.filter { !isStored || $0.kind == .custom }.map {
          [
            "documentation": DocComment.lines($0.summary), "swift": .text($0.swiftName),
            "input": .text(types.name($0.input, of: entity)), "output": .text(types.name($0.output, of: entity)),
          ]
        }),
      "registrations": .list(
        group.operations.map {
          ["swift": .text($0.swiftName), "storage": .text($0.storageName), "answer": .text(answer($0))]
        }),
    ]
  }

  /// The part of the handler that answers: the runtime knows how the conventional parts are called.
  private func answer(_ operation: OperationModel) -> String {
    operation.kind == .custom || entity?.isStored != true
      ? "handler.\(operation.swiftName)" : "\(operation.kind.rawValue): handler"
  }

  private static let parts: [OperationModel.Kind: (name: String, entity: String)] = [
    .create: ("CreateHandler", "CreatedEntity"), .update: ("UpdateHandler", "UpdatedEntity"),
    .delete: ("DeleteHandler", "DeletedEntity"), .get: ("GetHandler", "FoundEntity"),
    .list: ("ListHandler", "ListedEntity"),
  ]
}
