import ContractModel

/// How the contract's types are spelled in Swift.
struct SwiftTypes {
  let package: ContractPackage
  /// Where each entity is among the package's contracts.
  private let entities: [String: Int]

  /// Looks through the whole package: made once for all of its contracts.
  init(package: ContractPackage) {
    self.package = package
    var entities: [String: Int] = [:]
    for (index, contract) in package.contracts.enumerated() {
      if let entity = contract.entity { entities[entity.name] = index }
    }
    self.entities = entities
  }

  /// The entity with this wire name.
  func entity(named name: String) -> EntityModel? { entities[name].flatMap { package.contracts[$0].entity } }

  /// The type of a value.
  func name(_ type: TypeReference) -> String {
    switch type {
    case .scalar(let scalar): Self.scalars[scalar] ?? "String"
    case .named(let id): package[id].swiftStorageName
    case .entity(let name): entity(named: name)?.swiftName ?? name
    case .reference(let name): "Ref<\(entity(named: name)?.swiftName ?? name)>"
    case .optional(let inner): self.name(inner) + "?"
    case .list(let inner): "[\(self.name(inner))]"
    case .map(let inner): "[String: \(self.name(inner))]"
    }
  }

  /// The type of a field: boxed where the value would contain itself, masked where it is sensitive.
  func name(_ field: FieldModel) -> String {
    var name = name(field.type.unwrapped)
    if field.isBoxed { name = "Boxed<\(name)>" }
    if field.isSensitive { name = "Secret<\(name)>" }
    return field.isOptional ? name + "?" : name
  }

  private static let scalars: [Scalar: String] = [
    .string: "String", .int: "Int", .int64: "Int64", .decimal: "DecimalText", .double: "Double", .bool: "Bool",
    .bytes: "Bytes", .uuid: "UniqueID", .timestamp: "Timestamp", .date: "CalendarDate", .duration: "Duration",
    .url: "URLText", .email: "EmailAddress", .json: "JSONValue", .id: "String",
  ]

  /// What an operation takes.
  func name(_ input: OperationModel.Input, of entity: EntityModel?) -> String {
    let own = entity?.swiftName ?? "Empty"
    switch input {
    case .none: return "Empty"
    case .key: return "Key<\(own)>"
    case .draft: return own
    case .patch: return "Patch<\(own)>"
    case .listQuery: return "ListQuery<\(own)>"
    case .type(let type): return name(type)
    }
  }

  /// What an operation answers.
  func name(_ output: OperationModel.Output, of entity: EntityModel?) -> String {
    let own = entity?.swiftName ?? "Empty"
    switch output {
    case .none: return "Empty"
    case .key: return "Key<\(own)>"
    case .entity: return own
    case .page: return "Page<\(own)>"
    case .type(let type): return name(type)
    }
  }

  /// What an event carries.
  func name(_ payload: EventModel.Payload, of entity: EntityModel?) -> String {
    switch payload {
    case .none: "Empty"
    case .key: name(OperationModel.Input.key, of: entity)
    case .tree: "EntityTree"
    case .input(let input): name(input, of: entity)
    case .output(let output): name(output, of: entity)
    case .failure(let input): "Failure<\(name(input, of: entity))>"
    case .type(let type): name(type)
    }
  }

  /// A literal as a Swift expression of its field's type.
  static func expression(_ literal: Literal) -> String {
    switch literal {
    case .string(let text): quoted(text)
    case .integer(let number): String(number)
    case .number(let number): String(number)
    case .boolean(let flag): String(flag)
    case .enumeration(let swiftName, _): ".\(swiftName)"
    }
  }

  /// A Swift string literal (The Swift Programming Language, "String Literals").
  static func quoted(_ text: String) -> String {
    // Almost every text stands as it is.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") && $0 != 0x7F }) {
      return "\"" + text + "\""
    }
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        out += "\\u{\(String(scalar.value, radix: 16))}"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
