extension PackageBuilder {
  /// The keys that only an operation with `http` has.
  private static let companions = ["status", "idempotency-key", "multipart"]

  /// `http` and the keys that belong to it; nil without, and after reporting that it cannot be read.
  ///
  /// - Parameters:
  ///   - parts: What `multipart` names, read before because it is the operation's input.
  ///   - output: What the operation answers, for the status of a success.
  mutating func http(
    _ section: Section, _ convention: OperationModel.Kind, parts: [HTTPBinding.Part], output: OperationModel.Output
  ) -> HTTPBinding? {
    guard let node = section["http"] else {
      for key in Self.companions where section[key] != nil {
        read.diagnostics.report(
          ModelRules.httpNeeded, at: section.place(of: key), "'\(key)' says how HTTP is spoken, and there is no 'http'",
          suggestion: "add http: and a route, as in POST /items")
      }
      return nil
    }
    let status = section["status"].flatMap { read.integer($0, "status", in: 200...299) }
    if let node = section["idempotency-key"], read.text(node, "idempotency-key") != "header" {
      read.wrongWord(node, "idempotency-key", ["header"])
    }
    guard let path = read.httpPath(node) else { return nil }
    let usual = convention == .create ? 201 : output == .none ? 204 : 200
    var binding = HTTPBinding(
      method: path.method, path: path.segments, status: status ?? usual,
      // Forms are dear to send, and a socket announces them by the key.
      takesIdempotencyKey: section["idempotency-key"] != nil || !parts.isEmpty, parts: parts, position: node.position)
    binding.places.path = path.places
    if section["status"] != nil { binding.places.status = section.place(of: "status") }
    if section["idempotency-key"] != nil { binding.places.idempotencyKey = section.place(of: "idempotency-key") }
    if section["multipart"] != nil { binding.places.multipart = section.place(of: "multipart") }
    return binding
  }

  /// `{ bundle: file, form: DeployForm }`
  mutating func parts(_ section: Section, _ scope: GroupScope) -> [HTTPBinding.Part] {
    guard let node = section["multipart"], let entries = read.entries(node, "multipart") else { return [] }
    if entries.isEmpty {
      read.diagnostics.report(
        ModelRules.missingKey, at: section.place(of: "multipart"), "'multipart' needs at least one part",
        suggestion: "write a file or a type for each, as in { bundle: file, form: DeployForm }")
    }
    if section["input"] != nil {
      read.diagnostics.report(
        ModelRules.multipartInput, at: section.place(of: "input"), "the parts of 'multipart' are the input",
        suggestion: "make what 'input' says a part")
    }
    return entries.compactMap { entry in
      guard read.isName(entry.key, "a part", at: entry.keyPosition) else { return nil }
      var content = HTTPBinding.Part.Content.file
      if entry.value.scalar?.text != "file" {
        guard let type = type(entry.value, scope.outline) else { return nil }
        content = .json(type)
      }
      return HTTPBinding.Part(
        name: entry.key, swiftName: SwiftNames.member(entry.key), content: content, position: entry.keyPosition)
    }
  }

  /// The input of a multipart operation: the keys that name the entity and a field for each part that is no file.
  mutating func input(
    of parts: [HTTPBinding.Part], _ entry: YAMLEntry, _ convention: OperationModel.Kind, _ scope: GroupScope
  ) -> OperationModel.Input {
    let fields = parts.compactMap { part -> FieldModel? in
      guard case .json(let type) = part.content else { return nil }
      return FieldModel(name: part.name, swiftName: part.swiftName, type: type, position: part.position)
    }
    let implied = impliedKeys(convention, scope)
    if fields.isEmpty, implied.isEmpty { return .none }
    return .type(
      record(
        fields, name: scope.inputName(entry.key), origin: .input(entry.key), implied: implied,
        at: entry.keyPosition, scope))
  }

  /// The keys in front of the fields that an entity's operation takes: all, but for `create` no key that the server
  /// makes, and for `list` none.
  func impliedKeys(_ convention: OperationModel.Kind, _ scope: GroupScope) -> [FieldModel] {
    guard let entity = scope.entity, convention != .list else { return [] }
    return convention == .create && entity.key.isReadonly ? entity.ancestors.map(\.field) : entity.keyFields
  }
}

extension PackageBuilder.GroupScope {
  /// The name of the record for an operation's inline input.
  func inputName(_ operation: String) -> String { stem + Words(operation).upperCamel + "Input" }
}
