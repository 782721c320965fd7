/// What a template prints: the form of every plan.
public enum TemplateValue: Sendable, Equatable {
  case text(String)
  case flag(Bool)
  case list([TemplateValue])
  /// Members in any order; a name comes once.
  case object([TemplateMember])
}

/// A named value of a plan.
public struct TemplateMember: Sendable, Equatable {
  public let name: String
  public let value: TemplateValue

  public init(_ name: String, _ value: TemplateValue) {
    self.name = name
    self.value = value
  }
}

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral
{
  public init(stringLiteral value: String) { self = .text(value) }
  public init(booleanLiteral value: Bool) { self = .flag(value) }
  public init(dictionaryLiteral elements: (String, TemplateValue)...) {
    self = .object(elements.map { TemplateMember($0, $1) })
  }
  public init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
}
