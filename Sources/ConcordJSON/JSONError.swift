/// What was wrong with a JSON text, or with a value that was to be written, and where.
public struct JSONError: Error, Sendable, Equatable {
  /// The kind of fault. Raw values are stable; new kinds are added at the end.
  public enum Code: UInt8, Sendable, CaseIterable {
    // The text is not JSON (RFC 8259).
    case unexpectedEnd, unexpectedCharacter, invalidEscape, invalidUTF8, controlCharacter, invalidNumber
    case tooDeep, trailingText
    // The text is JSON, but not a value of the type that was asked for.
    case wrongType, numberOutOfRange, missingField, duplicateField, unknownField, invalidValue
    case invalidTimestamp, invalidDate, invalidDuration, invalidUUID, invalidInt64, invalidDecimal
    case invalidBase64, invalidURL, invalidEmail
    case unknownValue
    // The value has no form in JSON.
    case notFinite, notRepresentable
    // The value is right, but not the sender's to give.
    case readonlyField
    // The value breaks a rule of its field (`FieldRule`).
    case belowMinimum, aboveMaximum, patternMismatch, maskedSecret
  }

  /// The kind of fault.
  public var code: Code
  /// The byte of the input (or, in a writer, of the output) at which it was found.
  public var offset: Int
  /// The name of the field that is missing, given twice or not known; `nil` for every other code.
  public var field: String?
  /// How the value breaks its field's rule, to stand behind the field's path: `0 is less than 1`; `nil` for every other
  /// code.
  public var rule: String?

  /// Describes a fault at a byte offset.
  public init(_ code: Code, at offset: Int, field: String? = nil, rule: String? = nil) {
    self.code = code
    self.offset = offset
    self.field = field
    self.rule = rule
  }
}

extension JSONError: CustomStringConvertible {
  /// One line for people: `missing field 'name' at byte 12`.
  /// A broken rule is told without the byte.
  public var description: String {
    if let rule { return rule }
    let name = field.map { " '\($0)'" } ?? ""
    return "\(code.message)\(name) at byte \(offset)"
  }
}

extension JSONError.Code {
  /// A few words for people, without the place.
  public var message: String {
    switch self {
    case .unexpectedEnd: "the text ends too early"
    case .unexpectedCharacter: "unexpected character"
    case .invalidEscape: "invalid escape in a string"
    case .invalidUTF8: "a string is not valid UTF-8"
    case .controlCharacter: "unescaped control character in a string"
    case .invalidNumber: "invalid number"
    case .tooDeep: "values are nested too deeply"
    case .trailingText: "text after the value"
    case .wrongType: "a value of another type"
    case .numberOutOfRange: "number out of range"
    case .missingField: "missing field"
    case .duplicateField: "duplicate field"
    case .unknownField: "unknown field"
    case .invalidValue: "value is not allowed"
    case .invalidTimestamp: "not an RFC 3339 timestamp"
    case .invalidDate: "not a date of the form yyyy-mm-dd"
    case .invalidDuration: "not an ISO 8601 duration"
    case .invalidUUID: "not a UUID"
    case .invalidInt64: "not a 64-bit integer in a string"
    case .invalidDecimal: "not a decimal number in a string"
    case .invalidBase64: "not padded base64"
    case .invalidURL: "not an absolute URL"
    case .invalidEmail: "not an email address"
    case .unknownValue: "none of the values that the contract names"
    case .notFinite: "infinity and NaN have no form in JSON"
    case .readonlyField: "only the server sets the field"
    case .belowMinimum: "less than the field's rule allows"
    case .aboveMaximum: "more than the field's rule allows"
    case .patternMismatch: "does not match the field's pattern"
    case .maskedSecret: "'****' stands for a secret and is none"
    case .notRepresentable: "the value lies outside what its text form can hold"
    }
  }
}
