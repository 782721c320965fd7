import ConcordJSON
import ContractModel

/// The scalars in JSON Schema, as the runtime's codecs read them. `format` stands only where every value that travels keeps
/// to it; the pattern says the rest.
enum ScalarSchemas {
  static func of(_ scalar: Scalar) -> JSONValue { table[scalar] ?? ["type": "string"] }

  /// The key of an entity where it is looked up by: any text that is not empty, or a whole number.
  static func key(_ scalar: Scalar) -> JSONValue {
    if scalar == .int { return of(.int) }
    let text: JSONValue = ["type": "string", "minLength": 1]
    return text.adding("format", ifPresent: of(scalar)["format"])
  }

  /// A whole number that every JSON implementation keeps: ±(2^53−1).
  static let int: JSONValue = ["type": "integer", "minimum": -9_007_199_254_740_991, "maximum": 9_007_199_254_740_991]

  private static let table: [Scalar: JSONValue] = [
    .string: ["type": "string"],
    .id: ["type": "string"],
    .int: int,
    .int64: ["type": "string", "format": "int64", "pattern": #"^-?(?:0|[1-9][0-9]{0,18})$"#],
    .decimal: ["type": "string", "format": "decimal", "pattern": #"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$"#],
    .double: ["type": "number"],
    .bool: ["type": "boolean"],
    // Padded and canonical (RFC 4648 §3.5): what padding leaves unused is zero.
    .bytes: [
      "type": "string", "contentEncoding": "base64",
      "pattern":
        #"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$"#,
    ],
    .uuid: [
      "type": "string", "format": "uuid",
      "pattern": "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$",
    ],
    .timestamp: [
      "type": "string", "format": "date-time",
      "pattern": .string(
        #"^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:"#
          + #"(?:[0-5][0-9]|60)(?:\.[0-9]+)?(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$"#),
    ],
    .date: [
      "type": "string", "format": "date", "pattern": "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$",
    ],
    // Not `format: duration`, which knows neither fractions nor signs.
    .duration: [
      "type": "string",
      "pattern": .string(
        #"^-?P(?!$)(?:[0-9]+W)?(?:[0-9]+D)?(?:T(?!$)(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]{1,18})?S)?)?$"#),
    ],
    .url: [
      "type": "string", "format": "uri",
      "pattern": .string(
        #"^(?:[Ff][Ii][Ll][Ee]:|(?![^:]*:\/\/(?:[/?#]|$))[A-Za-z][A-Za-z0-9+.-]*:)"#
          + #"(?:[!#$&-;=?@A-Z\[\]_a-z~]|%[0-9A-Fa-f]{2})+$"#),
    ],
    .email: [
      "type": "string", "format": "idn-email", "maxLength": 254,
      "pattern": .string(
        #"^(?=[^@]{1,64}@)[^\u0000- "(),.:;<>@\[-\]\u007f]+(?:\.[^\u0000- "(),.:;<>@\[-\]\u007f]+)*"#
          + #"@[^\u0000-,./:-@\[-`{-\u007f]{1,64}(?:\.[^\u0000-,./:-@\[-`{-\u007f]{1,64})*$"#),
    ],
    .json: [:],
  ]
}
