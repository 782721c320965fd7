/// Header fields in the order in which they were sent; names are compared without regard to ASCII case (RFC 9110 §5.1).
public struct HTTPHeaders: Sendable, Equatable, ExpressibleByDictionaryLiteral {
  /// One field line: a name and its value without surrounding white space.
  public struct Field: Sendable, Equatable {
    public var name: String
    public var value: String

    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// Every field line, repeated names included.
  public var fields: [Field]

  public init(_ fields: [Field] = []) { self.fields = fields }

  public init(dictionaryLiteral elements: (String, String)...) {
    fields = elements.map { Field($0.0, $0.1) }
  }

  /// Adds a field line after those that are there.
  public mutating func append(_ name: String, _ value: String) { fields.append(Field(name, value)) }

  /// The value of the first field with this name.
  public subscript(name: String) -> String? { fields.first { $0.name.equalsIgnoringASCIICase(name) }?.value }

  /// The values of all fields with this name, in order.
  public func all(_ name: String) -> [String] {
    fields.filter { $0.name.equalsIgnoringASCIICase(name) }.map(\.value)
  }

  /// Whether a comma-separated list header holds a token, such as `Connection: keep-alive, Upgrade` (RFC 9110 §5.6.1).
  public func contains(_ name: String, token: String) -> Bool {
    all(name).contains { value in
      value.split(separator: ",").contains { $0.trimmingHTTPWhitespace().equalsIgnoringASCIICase(token) }
    }
  }
}

extension StringProtocol {
  /// ASCII letters compare equal in either case; everything else byte for byte.
  func equalsIgnoringASCIICase(_ other: some StringProtocol) -> Bool {
    utf8.elementsEqual(other.utf8) { $0.asciiLowercased == $1.asciiLowercased }
  }

  /// Without the spaces and tabs at both ends (OWS of RFC 9110 §5.6.3).
  func trimmingHTTPWhitespace() -> SubSequence {
    let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    guard let first = firstIndex(where: { !blank($0) }), let last = lastIndex(where: { !blank($0) }) else {
      return self[startIndex..<startIndex]
    }
    return self[first...last]
  }
}

extension UInt8 {
  var asciiLowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
