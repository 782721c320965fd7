import ContractModel

/// The plan of `union.mustache`: an enum of records, told apart by a discriminator.
struct UnionPlan {
  let definition: TypeDefinition
  let union: UnionModel
  let types: SwiftTypes

  var value: TemplateValue {
    [
      "documentation": Availability.documentation(definition.summary, definition.lifecycle),
      "name": .text(definition.swiftStorageName),
      "isDeprecated": .flag(definition.lifecycle.deprecated != nil),
      "attribute": .text(Availability(definition.lifecycle).attribute),
      "alias": .text(definition.swiftName),
      "indirect": .text(union.isIndirect ? "indirect " : ""),
      "discriminator": .text(union.discriminator),
      "cases": .list(
        union.cases.map {
          ["swift": .text($0.swiftName), "wire": .text($0.name), "type": .text(types.name(.named($0.type)))]
        }),
    ]
  }
}
