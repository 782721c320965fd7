/// What a scalar means in the core schema of YAML 1.2 (§10.3.2): `yes`, `no`, `on` and `1:30` are strings.
public enum CoreValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  /// Decimal, octal (`0o17`) or hexadecimal (`0xF`); integers beyond 64 bits are `number`.
  case integer(Int64)
  /// May be infinite or not a number (`.inf`, `.nan`).
  case number(Double)
  case string

  public init(plain text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .boolean(true)
    case "false", "False", "FALSE": self = .boolean(false)
    case ".nan", ".NaN", ".NAN": self = .number(.nan)
    case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF": self = .number(.infinity)
    case "-.inf", "-.Inf", "-.INF": self = .number(-.infinity)
    default: self = CoreValue.numeric(text) ?? .string
    }
  }

  /// What to call it in a message.
  public var kind: String {
    switch self {
    case .null: "nothing"
    case .boolean: "a truth value"
    case .integer, .number: "a number"
    case .string: "a text"
    }
  }

  private static func numeric(_ text: String) -> CoreValue? {
    if text.hasPrefix("0o") { return radix(text.dropFirst(2), 8) }
    if text.hasPrefix("0x") { return radix(text.dropFirst(2), 16) }
    var rest = Substring(text).utf8
    func digits() -> Int {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    let whole = digits()
    if whole > 0, rest.isEmpty { return Int64(text).map { .integer($0) } ?? Double(text).map { .number($0) } }
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = digits()
    }
    guard whole + fraction > 0 else { return nil }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
      guard digits() > 0 else { return nil }
    }
    guard rest.isEmpty else { return nil }
    // Swift's reader wants a digit on both sides of the point; YAML does not.
    return Double(text).map { .number($0) } ?? Double(text.replacingPoint).map { .number($0) }
  }

  private static func radix(_ digits: Substring, _ radix: Int) -> CoreValue? {
    guard digits.first?.isHexDigit == true else { return nil }  // no sign behind the prefix
    return Int64(digits, radix: radix).map { .integer($0) }
  }
}

extension String {
  /// `.5` as `0.5` and `5.` as `5.0`, signs and exponents kept.
  fileprivate var replacingPoint: String {
    var result = ""
    var previousIsDigit = false
    var afterPoint = false
    for character in self {
      if character == "." && !previousIsDigit { result.append("0") }
      if afterPoint && !character.isNumber { result.append("0") }
      afterPoint = character == "."
      previousIsDigit = character.isNumber
      result.append(character)
    }
    return afterPoint ? result + "0" : result
  }
}
