extension ContractPackage {
  /// A type as contracts write it: `list<Flavor>?`.
  func text(_ type: TypeReference) -> String {
    switch type {
    case .scalar(let scalar): scalar.rawValue
    case .named(let id): self[id].name
    case .entity(let name): Words(name).upperCamel
    case .reference(let name): "ref<\(name)>"
    case .optional(let inner): text(inner) + "?"
    case .list(let inner): "list<\(text(inner))>"
    case .map(let inner): "map<\(text(inner))>"
    }
  }

  /// What an operation takes, as contracts write it.
  func text(_ input: OperationModel.Input) -> String {
    switch input {
    case .none: "none"
    case .key: "key"
    case .draft: "a draft"
    case .patch: "a patch"
    case .listQuery: "a list query"
    case .type(let type): text(payload: type)
    }
  }

  /// What an operation answers, as contracts write it.
  func text(_ output: OperationModel.Output) -> String {
    switch output {
    case .none: "none"
    case .key: "key"
    case .entity: "the entity"
    case .page: "a page"
    case .type(let type): text(payload: type)
    }
  }

  /// What an event carries, as contracts write it.
  func text(_ payload: EventModel.Payload) -> String {
    switch payload {
    case .none: "none"
    case .key: "key"
    case .tree: "tree"
    case .input(let input), .failure(let input): text(input)
    case .output(let output): text(output)
    case .type(let type): text(payload: type)
    }
  }

  /// An inline map by its fields, since the author never wrote its name.
  func text(payload type: TypeReference) -> String {
    guard case .named(let id) = type, self[id].origin != .declared else { return text(type) }
    return "{ \(self[id].fields.map { "\($0.name): \(text($0.type))" }.joined(separator: ", ")) }"
  }
}

extension Literal {
  /// The value as contracts write it; an enumeration's by its wire value.
  var text: String {
    switch self {
    case .string(let text): "'\(text)'"
    case .integer(let value): String(value)
    case .number(let value): String(value)
    case .boolean(let value): String(value)
    case .enumeration(_, let wireValue): wireValue
    }
  }
}
