/// What a template prints: the form of every plan.
public indirect enum TemplateValue: Sendable, Equatable {
  case text(String)
  case flag(Bool)
  case list([TemplateValue])
  case object([String: TemplateValue])

  /// A list of objects that carry one text each under `line`, for doc comments.
  static func lines(_ text: String?) -> TemplateValue {
    guard let text, !text.isEmpty else { return .list([]) }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return .list(lines.map { .object(["line": .text(String($0))]) })
  }
}

extension TemplateValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByBooleanLiteral,
  ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral
{
  public init(stringLiteral value: String) { self = .text(value) }
  public init(booleanLiteral value: Bool) { self = .flag(value) }
  public init(dictionaryLiteral elements: (String, TemplateValue)...) {
    self = .object(Dictionary(elements, uniquingKeysWith: { $1 }))
  }
  public init(arrayLiteral elements: TemplateValue...) { self = .list(elements) }
}
