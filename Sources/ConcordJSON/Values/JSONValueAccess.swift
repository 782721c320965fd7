extension JSONValue {
  /// The member of an object by its name, the last one if there are several; `nil` if there is none. Setting replaces
  /// that member or appends one, setting `nil` removes all of the name; on other values setting does nothing.
  public subscript(name: String) -> JSONValue? {
    get { members?.last { $0.name == name }?.value }
    set {
      guard case .object(var members) = self else { return }
      if let newValue {
        if let index = members.lastIndex(where: { $0.name == name }) {
          members[index].value = newValue
        } else {
          members.append(Member(name, newValue))
        }
      } else {
        members.removeAll { $0.name == name }
      }
      self = .object(members)
    }
  }

  /// The element of an array by its index; `nil` if there is none.
  public subscript(index: Int) -> JSONValue? {
    guard let elements, elements.indices.contains(index) else { return nil }
    return elements[index]
  }

  /// The text of a string.
  public var string: String? { if case .string(let text) = self { text } else { nil } }

  /// The value of a number that is whole and fits.
  public var int: Int? { if case .number(let number) = self { number.int } else { nil } }

  /// The nearest double to a number.
  public var double: Double? { if case .number(let number) = self { number.double } else { nil } }

  /// `true` or `false`.
  public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }

  /// Whether this is `null`.
  public var isNull: Bool { self == .null }

  /// The elements of an array.
  public var elements: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }

  /// The members of an object.
  public var members: [Member]? { if case .object(let members) = self { members } else { nil } }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringInterpolation, ExpressibleByArrayLiteral,
  ExpressibleByDictionaryLiteral
{
  /// `null`.
  public init(nilLiteral: ()) { self = .null }

  /// A bool.
  public init(booleanLiteral value: Bool) { self = .bool(value) }

  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(JSONNumber(value)) }

  /// A number in its shortest form.
  public init(floatLiteral value: Double) { self = JSONNumber(value).map { .number($0) } ?? .null }

  /// A string.
  public init(stringLiteral value: String) { self = .string(value) }

  /// An array.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }

  /// An object, its members in the order given.
  public init(dictionaryLiteral members: (String, JSONValue)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }
}

extension JSONValue: CustomStringConvertible {
  /// The value as JSON without white space.
  public var description: String { JSON.text(self) }
}
