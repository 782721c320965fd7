public import ContractModel

/// One file of an output.
public struct GeneratedFile: Sendable, Equatable {
  /// The path below the folder of the output.
  public let name: String
  public let text: String

  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }
}

/// Turns packages into Swift: one file per contract, and one that lists the packages.
///
/// A pure function of its input: the same contracts and templates give the same bytes.
public struct SwiftEmitter {
  private let templates: TemplateSet

  public init(_ templates: TemplateSet) { self.templates = templates }

  /// The name of the file that lists the packages.
  public static let indexName = "contracts-index.swift"

  /// The name of a contract's file. Base names must be unique in a Swift module, so the path is part of it.
  ///
  /// The build plugin computes the same name from the path alone.
  ///
  /// - Parameter path: the contract's path below the folder that is generated from, such as `aurora/account.yaml`.
  public static func fileName(of path: String) -> String {
    let stem = path.lastIndex(of: ".").map { path[..<$0] } ?? path[...]
    return stem.split(separator: "/").joined(separator: "+") + ".swift"
  }

  /// The Swift of a contract.
  ///
  /// - Parameters:
  ///   - types: those of its package.
  ///   - path: the contract's path below the folder that is generated from, for the head of the file.
  func emit(_ contract: Contract, _ types: SwiftTypes, path: String) throws(TemplateError) -> GeneratedFile {
    let package = types.package
    var pieces: [String] = []
    if let entity = contract.entity {
      pieces.append(
        try templates.render("record", RecordPlan(entity, contract.group?.lifecycle ?? Lifecycle(), types).value))
      pieces.append(
        try templates.render(
          "entity", EntityPlan(entity: entity, group: contract.group, types: types, readers: contract.readers).value))
    }
    for id in contract.types {
      let definition = package[id]
      switch definition.shape {
      case .record: pieces.append(try templates.render("record", RecordPlan(definition, types).value))
      case .union(let union):
        let plan = UnionPlan(definition: definition, union: union, types: types)
        pieces.append(try templates.render("union", plan.value))
      case .enumeration(let cases):
        pieces.append(try templates.render("enumeration", Self.plan(definition, cases)))
      }
    }
    if let group = contract.group { pieces += try emit(group, contract.entity, types) }
    if let namespace = contract.namespace {
      pieces.append(
        try templates.render("namespace", NamespacePlan(namespace: namespace, types: types).value))
    }
    // What clients and servers have to agree on: all but how a program is run and where it listens, since a new image or
    // limit is no other contract, and what a server reacts to.
    var digest = Digest()
    for piece in pieces { digest.add(piece) }
    if let bindings = BindingsPlan(contract: contract, types: types).value(digest: digest) {
      pieces.append(try templates.render("bindings", bindings))
    }
    if let server = contract.server { pieces.append(try templates.render("server", ServerPlan(server: server).value)) }
    if let entity = contract.entity, let reactive = entity.reactive {
      let plan = ReactivePlan(entity: entity, reactive: reactive, types: types)
      pieces.append(try templates.render("reactive", plan.value))
      if let payload = plan.payload { pieces.append(try templates.render("record", payload.value)) }
    }
    if let group = contract.group, !contract.reactions.isEmpty {
      let plan = ReactionsPlan(group: group, reactions: contract.reactions, types: types)
      pieces.append(try templates.render("reactions", plan.value))
    }
    if let deployment = contract.deployment {
      pieces.append(try templates.render("deployment", DeploymentPlan(deployment).value))
    }
    let text = try file(path, pieces, isDeployed: contract.deployment != nil)
    return GeneratedFile(name: Self.fileName(of: path), text: text)
  }

  private func emit(_ group: GroupModel, _ entity: EntityModel?, _ types: SwiftTypes) throws(TemplateError) -> [String]
  {
    var pieces: [String] = []
    if !group.events.isEmpty {
      pieces.append(try templates.render("events", EventsPlan(group: group, entity: entity, types: types).value))
    }
    let operations = OperationsPlan(group: group, entity: entity, types: types)
    if let errors = operations.errors { pieces.append(try templates.render("errors", errors)) }
    if !group.operations.isEmpty {
      pieces.append(try templates.render("operations", operations.value))
      pieces.append(try templates.render("handler", operations.handler))
    }
    return pieces
  }

  /// The file that lists the packages of a module.
  ///
  /// It holds names only: it is another one when a contract comes, goes or is renamed, and not when one is changed.
  public func index(_ packages: [ContractPackage]) throws(TemplateError) -> GeneratedFile {
    var pieces: [String] = []
    for package in packages {
      // A folder with a server alone has nothing that clients and servers would share.
      if !package.contracts.isEmpty, package.contracts.allSatisfy({ $0.kind == .server }) { continue }
      let functions = package.contracts.compactMap { BindingsPlan.function(of: $0, in: package) }
      pieces.append(
        try templates.render(
          "package",
          [
            "wire": .text(package.name),
            "name": .text(package.swiftPrefix + Words(package.name).upperCamel + "Package"),
            "functions": .list(functions.map { ["function": .text($0)] }),
          ]))
    }
    return GeneratedFile(name: Self.indexName, text: try file("all contracts", pieces))
  }

  private func file(_ source: String, _ pieces: [String], isDeployed: Bool = false) throws(TemplateError) -> String {
    // A blank line before each piece; the template ends the line after it. What a user's template leaves empty leaves no
    // trace.
    var texts: [String] = []
    for var piece in pieces where piece.utf8.contains(where: { $0 > UInt8(ascii: " ") }) {
      if piece.utf8.last == UInt8(ascii: "\n") { piece.removeLast() }
      texts.append("\n" + piece)
    }
    return try templates.render(
      "file",
      [
        "source": .text(DocComment.line(source)),
        // An import that nothing uses is a warning.
        "core": .flag(pieces.count > (isDeployed ? 1 : 0)), "deployed": .flag(isDeployed),
        "pieces": .list(texts.map { ["text": .text($0)] }),
      ])
  }

  private static func plan(_ definition: TypeDefinition, _ cases: [EnumerationCase]) -> TemplateValue {
    [
      "documentation": Availability.documentation(definition.summary, definition.lifecycle),
      "name": .text(definition.swiftStorageName),
      "isDeprecated": .flag(definition.lifecycle.deprecated != nil),
      "attribute": .text(Availability(definition.lifecycle).attribute),
      "alias": .text(definition.swiftName),
      "first": .text(cases.first?.swiftName ?? ""),
      "cases": .list(cases.map { ["swift": .text($0.swiftName), "literal": .text(SwiftTypes.quoted($0.wireValue))] }),
    ]
  }
}
