import ContractModel

/// The rules of a field as Swift: an argument of `JSONReader.read`, and for a pattern, which is read once, a constant.
struct RuleExpressions {
  /// Stands behind the field in the call of `read`; empty for a field without rules.
  let argument: String
  /// The declaration that the argument names, if it does.
  let declaration: String?

  init(_ field: FieldModel, _ types: SwiftTypes) {
    let rules = field.rules
    let bounds = [("min", rules.min), ("max", rules.max)].compactMap { label, bound in
      bound.map { "\(label): \(Self.expression($0.value))" }
    }
    if let match = rules.match {
      let name = field.swiftName.filter { $0 != "`" } + "Rule"
      let arguments = bounds + ["match: \(SwiftTypes.quoted(match.pattern.text))"]
      argument = ", Self.\(name)"
      // The rule stands in a body: code that uses the type need not be compiled again when it is another one.
      let maker = "make" + name.prefix(1).uppercased() + name.dropFirst()
      let type = field.isSensitive ? "SecretRule<TextRule>" : "TextRule"
      let rule = Self.masked("TextRule(\(arguments.joined(separator: ", ")))", field)
      declaration =
        "static let \(name) = \(maker)()\n  private static func \(maker)() -> \(type) { \(rule) }"
    } else if let bound = rules.min ?? rules.max {
      let rule = if case .count = bound.value { "CountRule" } else { "ValueRule" }
      argument =
        ", " + Self.masked("\(rule)<\(types.name(field.type.unwrapped))>(\(bounds.joined(separator: ", ")))", field)
      declaration = nil
    } else {
      argument = ""
      declaration = nil
    }
  }

  private static func masked(_ rule: String, _ field: FieldModel) -> String {
    field.isSensitive ? "SecretRule(\(rule))" : rule
  }

  private static func expression(_ bound: FieldRules.Bound.Value) -> String {
    switch bound {
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .count(let value): String(value)
    case .decimal(let value): SwiftTypes.quoted(value.text)
    case .timestamp(let value): "Timestamp(milliseconds: \(value.milliseconds))"
    case .date(let value): "CalendarDate(\(SwiftTypes.quoted(value.description)))"
    case .duration(let value): ".milliseconds(\(value))"
    }
  }
}
