import ConcordJSON
import ContractModel

/// The messages of the message dialect around their payloads.
struct EnvelopeSchemas {
  /// What stands in a reference before the name.
  let prefix: String

  enum Kind: String {
    case request, success, error, event
  }

  private func shared(_ name: String) -> JSONValue { ["$ref": .string(prefix + "concord." + name)] }

  /// The whole message.
  ///
  /// - Parameters:
  ///   - payload: the schema of what it carries; for an error, that of the error.
  ///   - isRequired: whether the payload has to be there.
  func message(_ kind: Kind, topic: String, _ payload: JSONValue?, isRequired: Bool = true) -> JSONValue {
    var properties: [JSONValue.Member] = [
      .init("messageId", shared("MessageId")), .init("topic", ["const": .string(topic)]),
      .init("type", ["const": .string(kind.rawValue)]),
    ]
    var required = ["messageId", "topic", "type"]
    let body = kind == .error ? "error" : "payload"
    if let payload {
      properties.append(.init(body, payload))
      if isRequired { required.append(body) }
    }
    let marks: [String] =
      switch kind {
      case .request, .error: []
      case .success: ["revision", "offset"]
      case .event: ["revision", "offset", "epoch", "cause"]
      }
    for mark in marks { properties.append(.init(mark, Self.marks[mark] ?? [:])) }
    return ["type": "object", "properties": .object(properties), "required": .texts(required)]
  }

  private static let marks: [String: JSONValue] = [
    "revision": ["type": "integer"], "offset": ["type": "integer"], "epoch": ["type": "string"],
    "cause": ["type": "string"],
  ]

  /// An error of an operation: known codes by name, others as they come.
  func error(_ facts: [ErrorFact]) -> JSONValue {
    [
      "allOf": [
        shared("Error"),
        [
          "type": "object",
          "properties": [
            "code": ["anyOf": [["type": "string", "enum": .texts(facts.map(\.code))], ["type": "string"]]]
          ],
        ],
      ]
    ]
  }

  /// The schemas that messages refer to.
  static let definitions: [NamedSchema] = [
    NamedSchema(
      name: "concord.MessageId",
      schema: [
        "type": "string", "minLength": 1, "maxLength": 128,
        "description": "Chosen by whoever sends the request, best a UUIDv7; a reply has its request's.",
      ]),
    NamedSchema(
      name: "concord.Error",
      schema: [
        "type": "object",
        "properties": [
          "code": ["type": "string", "description": "For programs: UPPER_SNAKE."],
          "message": ["type": "string", "description": "For people."],
          "field": ["type": "string", "description": "The path of the input's field that is wrong."],
          "content": ["type": "string", "description": "More, as text."],
        ],
        "required": ["code", "message"],
      ]),
    NamedSchema(
      name: "concord.Hello",
      schema: [
        "type": "object",
        "properties": [
          "contracts": ["type": "object", "additionalProperties": ["type": "string"]],
          "epoch": ["type": "string"], "offset": ["type": "integer"],
          "limits": [
            "type": "object",
            "properties": ["messageBytes": ["type": "integer"], "inFlight": ["type": "integer"]],
          ],
          "ping": ["type": "integer", "description": "Seconds between the server's pings."],
        ],
      ]),
  ]
}
