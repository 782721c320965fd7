import ContractModel

/// The plan of `record.mustache`: a struct with its JSON codec.
struct RecordPlan {
  let name: String
  /// The own name of a deprecated type.
  let alias: String?
  let lifecycle: Lifecycle
  let summary: String?
  let fields: [FieldModel]
  let isEntity: Bool
  let types: SwiftTypes

  /// A struct of the package's types.
  init(_ definition: TypeDefinition, _ types: SwiftTypes) {
    name = definition.swiftStorageName
    alias = definition.lifecycle.deprecated == nil ? nil : definition.swiftName
    lifecycle = definition.lifecycle
    summary = definition.summary
    fields = definition.fields
    isEntity = false
    self.types = types
  }

  /// A struct that no type of the package stands for.
  init(name: String, summary: String, fields: [FieldModel], _ types: SwiftTypes) {
    self.name = name
    alias = nil
    lifecycle = Lifecycle()
    self.summary = summary
    self.fields = fields
    isEntity = false
    self.types = types
  }

  /// The struct of an entity: its ancestors' keys, then its own fields.
  init(_ entity: EntityModel, _ lifecycle: Lifecycle, _ types: SwiftTypes) {
    name = entity.swiftName
    alias = nil
    self.lifecycle = lifecycle
    summary = entity.summary ?? "The entity `\(entity.name)`."
    fields = entity.allFields
    isEntity = true
    self.types = types
  }

  var value: TemplateValue {
    [
      "documentation": Availability.documentation(summary, lifecycle),
      "name": .text(name),
      "isDeprecated": .flag(alias != nil),
      "attribute": .text(Availability(lifecycle).attribute),
      "alias": .text(alias ?? ""),
      "conformance": .text("JSONRecord"),
      "isEntity": .flag(isEntity),
      "rules": .list(fields.compactMap { rule($0).declaration.map { ["declaration": .text($0)] } }),
      "fields": .list(fields.enumerated().map { field($1, $0) }),
      "parameters": .text(fields.map(parameter).joined(separator: ", ")),
      "hasFields": .flag(!fields.isEmpty),
      "wireNames": .text(fields.map { SwiftTypes.quoted($0.name) }.joined(separator: ", ")),
      // What has a default may be left out: readers of data that is older than the field find the default.
      "required": .text(mask { !$0.isOptional && $0.defaultValue == nil }),
    ]
  }

  private func field(_ field: FieldModel, _ index: Int) -> TemplateValue {
    let condition = condition(field)
    let availability = Availability(field.lifecycle)
    return [
      "documentation": Availability.documentation(field.summary, field.lifecycle),
      "isDeprecated": .flag(availability.isDeprecated),
      "attribute": .text(availability.attribute),
      "access": .text(availability.isDeprecated ? "" : "public "),
      "swift": .text(field.swiftName),
      "storage": .text(field.storageName),
      "type": .text(types.name(field)),
      "blank": .text(blankValue(field).map { " = \($0)" } ?? ""),
      "rule": .text(rule(field).argument),
      "index": .text(String(index)),
      "wire": .text(field.name),
      // What is absent gets the default, so where there is one nil travels as null.
      "write": .text(
        field.isOptional && !field.writesNull && field.defaultValue == nil ? "writeIfPresent" : "write"),
      "condition": .text(condition.map { "if \($0) { " } ?? ""),
      "conditionEnd": .text(condition == nil ? "" : " }"),
    ]
  }

  /// What only the server sets enters nowhere, so its rules are never asked for.
  private func rule(_ field: FieldModel) -> RuleExpressions {
    var field = field
    if isEntity, field.isReadonly { field.rules = FieldRules() }
    return RuleExpressions(field, types)
  }

  /// When an entity's field is written: a draft has neither what only the server sets nor what the server sets anyway.
  private func condition(_ field: FieldModel) -> String? {
    guard isEntity else { return nil }
    if field.isReadonly { return "!draft" }
    return field.defaultValue.map { "!draft || self.\(field.storageName) != \(SwiftTypes.expression($0))" }
  }

  private func parameter(_ field: FieldModel) -> String {
    "\(field.swiftName): \(types.name(field))" + (initialValue(field).map { " = \($0)" } ?? "")
  }

  /// What the initialiser gives a field that its caller leaves out; nil when the caller must give it.
  private func initialValue(_ field: FieldModel) -> String? {
    if let literal = field.defaultValue { return SwiftTypes.expression(literal) }
    if field.isOptional { return "nil" }
    return field.isReadonly && isEntity ? ".blank" : nil
  }

  /// What a field holds before anything was read, and nil where Swift gives it nil anyway. Stored properties begin
  /// with it, so that `blank` is a run of stores: made by the public initialiser, it costs 8% of a decode.
  private func blankValue(_ field: FieldModel) -> String? {
    if let literal = field.defaultValue { return SwiftTypes.expression(literal) }
    if field.isBoxed || field.isSensitive { return field.isOptional ? nil : ".blank" }
    return switch field.type {
    case .optional: nil
    case .scalar(.string), .scalar(.id): "\"\""
    case .scalar(.int), .scalar(.int64), .scalar(.double): "0"
    case .scalar(.bool): "false"
    case .list: "[]"
    case .map: "[:]"
    case .scalar, .named, .entity, .reference: ".blank"
    }
  }

  /// Bit `i` is set for each field that fits.
  func mask(_ fits: (FieldModel) -> Bool) -> String { Self.mask(fields, fits) }

  static func mask(_ fields: [FieldModel], _ fits: (FieldModel) -> Bool) -> String {
    var bits: UInt64 = 0
    for (i, field) in fields.enumerated() where fits(field) { bits |= 1 << UInt64(i) }
    return bits == 0 ? "0" : "0x" + String(bits, radix: 16)
  }
}
