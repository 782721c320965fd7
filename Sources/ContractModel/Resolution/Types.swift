extension PackageBuilder {
  /// Gives every entry of `types:` its identifier, so that types may name one another in any order.
  mutating func declareTypes() {
    for outline in outlines {
      guard let node = outline.sections["types"], let entries = read.entries(node, "types") else { continue }
      for entry in entries where read.isName(entry.key, "a type", at: entry.keyPosition) {
        guard !isTaken(entry) else { continue }
        let id = TypeID(package.types.count)
        declarations[entry.key] = Declaration(id: id, path: outline.path, node: entry.value)
        typeIDs[outline.path, default: []].append(id)
        package.types.append(
          TypeDefinition(
            id: id, name: entry.key, swiftName: SwiftNames.type(entry.key, prefix: package.swiftPrefix),
            shape: .record([]), path: outline.path, position: entry.keyPosition))
      }
    }
  }

  /// Reports a name that already means something.
  private mutating func isTaken(_ entry: YAMLEntry) -> Bool {
    let first: String
    if Scalar(rawValue: entry.key) != nil || ["list", "map", "ref", "key", "none", "tree"].contains(entry.key) {
      first = "it is part of the language"
    } else if let entity = entityTypes[entry.key], let place = groups[entity] {
      first = "it is the entity at \(place)"
    } else if let declaration = declarations[entry.key] {
      first = "the first is at \(package[declaration.id].position)"
    } else {
      return false
    }
    read.diagnostics.report(
      ModelRules.typeClash, at: entry.keyPosition, "the name '\(entry.key)' is taken: \(first)")
    return true
  }

  /// Reads the shapes of the types that a file declares: enumerations in one pass, records in another, because the
  /// defaults of fields name cases.
  mutating func resolveTypes(of outline: FileOutline, enumerations: Bool) {
    for index in (typeIDs[outline.path] ?? []).map(\.index) {
      guard let node = declarations[package.types[index].name]?.node, node.isEnumeration == enumerations else {
        continue
      }
      var type = package.types[index]
      resolve(&type, node, outline)
      package.types[index] = type
    }
  }

  /// Reads what an entry of `types:` says; what it says wrong is reported and left as it was.
  private mutating func resolve(_ type: inout TypeDefinition, _ node: YAMLNode, _ outline: FileOutline) {
    if node.sequence != nil { return type.shape = .enumeration(cases(node)) }
    guard let section = read.section(node, .type) else { return }
    type.summary = section["summary"].flatMap { read.text($0, "summary") }
    type.lifecycle = read.lifecycle(section)
    let shapes = ["fields", "enum", "union"].filter { section[$0] != nil }
    if shapes.count > 1 {
      read.diagnostics.report(
        ModelRules.shape, at: section.place(of: shapes[1]), "a type has one of 'fields', 'enum' and 'union'")
    } else if let fields = section["fields"] {
      type.shape = .record(self.fields(fields, "fields", outline))
    } else if let values = section["enum"] {
      type.shape = .enumeration(cases(values))
    } else if let discriminator = section["union"] {
      if let union = union(discriminator, section, outline) { type.shape = .union(union) }
      return
    } else {
      read.diagnostics.report(
        ModelRules.missingKey, at: node.position, "a type needs 'fields', 'enum' or 'union'",
        suggestion: "an enumeration may also be a plain list of names")
    }
    if section["union"] == nil, let cases = section["cases"] {
      read.diagnostics.report(ModelRules.shape, at: cases.position, "only a union has 'cases'")
    }
  }

  /// The cases of an enumeration: a list of names, or names with their wire values.
  private mutating func cases(_ node: YAMLNode) -> [EnumerationCase] {
    var written: [(name: String, wireValue: String, position: SourcePosition)] = []
    if let entries = node.mapping {
      for entry in entries {
        guard let value = read.text(entry.value, "a wire value") else { continue }
        written.append((entry.key, value, entry.keyPosition))
      }
    } else if let names = read.texts(node, "an enumeration") {
      written = names.map { ($0.text, $0.text, $0.position) }
    } else {
      return []
    }
    if written.isEmpty {
      read.diagnostics.report(ModelRules.missingKey, at: node.position, "an enumeration needs at least one name")
    }
    var cases: [EnumerationCase] = []
    var names: [String: Int] = [:]
    var wireValues: [String: Int] = [:]
    for (name, wireValue, position) in written where read.isName(name, "a value", at: position) {
      if let index = [names[name], wireValues[wireValue]].compactMap({ $0 }).min() {
        let other = cases[index]
        read.diagnostics.report(
          ModelRules.caseClash, at: position,
          "the \(other.name == name ? "name '\(name)'" : "wire value '\(wireValue)'") is given twice; "
            + "the first is at \(other.position)")
        continue
      }
      names[name] = cases.count
      wireValues[wireValue] = cases.count
      cases.append(
        EnumerationCase(name: name, swiftName: SwiftNames.member(name), wireValue: wireValue, position: position))
    }
    return cases
  }

  /// The type written at `node`, or nil after reporting.
  mutating func type(_ node: YAMLNode, _ outline: FileOutline) -> TypeReference? {
    guard let text = read.text(node, "a type") else { return nil }
    do throws(TypeExpression.Failure) {
      return lookUp(try TypeExpression.parse(text), at: node, outline)
    } catch {
      read.diagnostics.report(ModelRules.typeSyntax, at: node.place(ofOffset: error.offset), error.message)
      return nil
    }
  }

  private mutating func lookUp(
    _ expression: TypeExpression, at node: YAMLNode, _ outline: FileOutline
  ) -> TypeReference? {
    switch expression {
    case .optional(let inner): return lookUp(inner, at: node, outline).map { .optional($0) }
    case .list(let inner): return lookUp(inner, at: node, outline).map { .list($0) }
    case .map(let inner): return lookUp(inner, at: node, outline).map { .map($0) }
    case .reference(let name, let offset):
      let entities = entityTypes.values
      if entities.contains(name) { return .reference(name) }
      if isUnreadable(entity: name) { return nil }
      read.diagnostics.report(
        ModelRules.refEntity, at: node.place(ofOffset: offset, count: name.unicodeScalars.count),
        "there is no entity '\(name)' in the package",
        suggestion: entityTypes[name].map { "write ref<\($0)>" }
          ?? read.diagnostics.suggestion(for: name, among: entities.sorted()))
      return nil
    case .name(let name, let offset):
      let place = node.place(ofOffset: offset, count: name.unicodeScalars.count)
      if let scalar = Scalar(rawValue: name) { return .scalar(scalar) }
      if let entity = entityTypes[name] { return .entity(entity) }
      if let declaration = declarations[name] {
        noteUse(of: name, declaration.path, at: place, outline)
        return .named(declaration.id)
      }
      if isUnreadable(entity: name) || outline.imports.contains(where: { unreadable.contains($0.path) }) { return nil }
      read.diagnostics.report(
        ModelRules.unknownType, at: place, "unknown type '\(name)'",
        suggestion: typeSuggestion(for: name))
      return nil
    }
  }

  private mutating func typeSuggestion(for name: String) -> String? {
    switch ForeignWords.type(for: name) {
    case "list"?: "write list<string>, or what it is a list of"
    case "map"?: "write map<string>, or what its values are"
    case "ref"?: "write ref<…> with an entity's name"
    case "?"?: "write '?' behind the type"
    case let type?: "did you mean '\(type)'?"
    case nil:
      read.diagnostics.suggestion(
        for: name, among: Scalar.allCases.map(\.rawValue) + entityTypes.keys.sorted() + declarations.keys.sorted())
    }
  }

  /// Types of other files are visible where they are imported.
  private mutating func noteUse(of name: String, _ path: String, at place: SourcePosition, _ outline: FileOutline) {
    guard path != outline.path else { return }
    if outline.imports.contains(where: { $0.path == path }) {
      usedImports[outline.path, default: []].insert(path)
    } else {
      read.diagnostics.report(
        ModelRules.notImported, at: place, "the type '\(name)' is declared in \(path)",
        suggestion: "add that file to 'import:'")
    }
  }
}

extension YAMLNode {
  /// Whether an entry of `types:` is an enumeration.
  var isEnumeration: Bool { sequence != nil || mapping?.contains { $0.key == "enum" } == true }

  /// The place of a character inside a scalar that stands on one line.
  func place(ofOffset offset: Int, count: Int = 0) -> SourcePosition {
    guard let scalar, position.endColumn > position.column else { return position }
    // Counted from the end, because an anchor may stand before the text.
    let start = position.endColumn - scalar.text.unicodeScalars.count - (scalar.isPlain ? 0 : 1)
    var place = position
    place.column = max(position.column, start + offset)
    place.endColumn = place.column + count
    return place
  }
}
