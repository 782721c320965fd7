import ContractModel

/// How types are named for readers, with links to where they are described.
struct MarkdownTypes {
  let package: ContractPackage
  private let pages: [String: String]
  private let types: [String]

  init(_ package: ContractPackage) {
    self.package = package
    var pages: [String: String] = [:]
    var types = [String](repeating: "", count: package.types.count)
    for contract in package.contracts {
      let page = Self.page(of: contract)
      if let entity = contract.entity { pages[entity.name] = page }
      for id in contract.types { types[id.index] = page }
    }
    self.pages = pages
    self.types = types
  }

  /// The page of a contract, beside the other pages of its package.
  static func page(of contract: Contract) -> String {
    let stem = contract.path.lastIndex(of: ".").map { contract.path[..<$0] } ?? contract.path[...]
    return stem.split(separator: "/").joined(separator: "+") + ".md"
  }

  func page(ofEntity name: String) -> String? { pages[name] }

  /// A type in a table: its name, linked where it is one of the package.
  func link(_ type: TypeReference) -> String {
    switch type {
    case .scalar(let scalar): return scalar.rawValue
    case .named(let id): return "[\(package[id].name)](\(types[id.index])#\(Self.anchor(package[id].name)))"
    case .entity(let name): return link(entity: name, Words(name).upperCamel)
    case .reference(let name): return "ref to \(link(entity: name, name))"
    case .optional(let inner): return link(inner) + "?"
    case .list(let inner): return "list of \(link(inner))"
    case .map(let inner): return "map of \(link(inner))"
    }
  }

  func link(entity name: String, _ text: String? = nil) -> String {
    pages[name].map { "[\(text ?? name)](\($0))" } ?? text ?? name
  }

  static func anchor(_ type: String) -> String { "type-\(type)" }

  /// A type without links.
  func name(_ type: TypeReference) -> String {
    switch type {
    case .scalar(let scalar): scalar.rawValue
    case .named(let id): package[id].name
    case .entity(let name): Words(name).upperCamel
    case .reference(let name): "ref to \(name)"
    case .optional(let inner): name(inner) + "?"
    case .list(let inner): "list of \(name(inner))"
    case .map(let inner): "map of \(name(inner))"
    }
  }

  /// What an operation takes, in a word; nil: nothing.
  func input(_ input: OperationModel.Input, _ entity: EntityModel?) -> String? {
    let own = Words(entity?.name ?? "").upperCamel
    return switch input {
    case .none: nil
    case .key: "\(own) key"
    case .draft: "\(own) draft"
    case .patch: "\(own) patch"
    case .listQuery: "\(own) query"
    case .type(let type): name(type)
    }
  }

  /// What an operation answers, in a word; nil: nothing.
  func output(_ output: OperationModel.Output, _ entity: EntityModel?) -> String? {
    let own = Words(entity?.name ?? "").upperCamel
    return switch output {
    case .none: nil
    case .key: "\(own) key"
    case .entity: own
    case .page: "page of \(own)"
    case .type(let type): name(type)
    }
  }

  /// The same with links, for tables.
  func inputCell(_ input: OperationModel.Input, _ entity: EntityModel?) -> String {
    switch input {
    case .none: "nothing"
    case .key: "the key: " + keyFields(entity)
    case .draft: "[the entity](#fields) without readonly fields"
    case .patch: "the key (" + keyFields(entity) + ") and the [fields](#fields) to change; null clears"
    case .listQuery: "filter, sort and page"
    case .type(let type): link(type)
    }
  }

  func outputCell(_ output: OperationModel.Output, _ entity: EntityModel?) -> String {
    switch output {
    case .none: "nothing"
    case .key: "the key: " + keyFields(entity)
    case .entity: "[the entity](#fields)"
    case .page: "a page of [entities](#fields)"
    case .type(let type): link(type)
    }
  }

  func payloadCell(_ event: EventModel, _ entity: EntityModel?) -> String {
    if let entity, event.topic == "\(entity.name):deleted" { return "the path, under `key`" }
    switch event.payload {
    case .none: return "nothing"
    case .key: return "the key"
    case .tree: return "the client's tree of entities"
    case .input(let input): return inputCell(input, entity)
    case .output(let output): return outputCell(output, entity)
    case .failure: return "the error and the input"
    case .type(let type): return link(type)
    }
  }

  func keyFields(_ entity: EntityModel?) -> String {
    (entity?.keyFields ?? []).map { MarkdownText.code($0.name) }.joined(separator: ", ")
  }
}
