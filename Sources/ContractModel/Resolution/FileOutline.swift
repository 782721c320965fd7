/// A contract file after its first reading: what it is, what it is called, its sections still as nodes.
struct FileOutline {
  var file: String
  var path: String
  /// The file's name without folders and ending.
  var name: String
  var kind: Contract.Kind
  var sections: Section
  /// The entity's or service's wire name and place; nil for other files and for unusable names.
  var group: (name: String, position: SourcePosition)?
  /// The namespace's path or the server's name, and where it stands.
  var other: (name: String, node: YAMLNode)?
  var imports: [ContractImport] = []
}

extension NodeReader {
  /// Reads what a file says about itself; nil when nothing more can be made of it.
  mutating func outline(of root: YAMLNode, source: SourceFile, in package: PackageLayout) -> FileOutline? {
    guard let entries = root.mapping else {
      wrongShape(root, "a contract is a mapping", suggestion: "begin with 'concord: 1'")
      return nil
    }
    checkVersion(entries, file: source.file)
    guard let kind = kind(of: entries) else { return nil }
    let table: KeyTable =
      switch kind {
      case .entity: .entity
      case .service: .service
      case .namespace: .namespace
      case .server: .server
      case .types: .types
      }
    let start = SourcePosition(file: source.file)
    var outline = FileOutline(
      file: source.file, path: package.path(of: source), name: source.stem, kind: kind,
      sections: Section(
        entries: entries.filter { isHead($0) || admit($0, table, in: Allowance.wholeFile) }, position: start))
    if let head = kind.head, let node = outline.sections[head.key], let name = text(node, "the name"),
      kind == .namespace ? isNamespacePath(name, at: node) : isName(name, head.article, at: node.position)
    {
      if kind == .entity || kind == .service {
        outline.group = (name, node.position)
      } else {
        outline.other = (name, node)
      }
      checkFileName(source, name: name, at: node.position)
    }
    outline.imports = imports(of: outline, in: package)
    return outline
  }

  private mutating func checkVersion(_ entries: [YAMLEntry], file: String) {
    guard let node = entries.first(where: { $0.key == "concord" })?.value else {
      diagnostics.report(
        ModelRules.version, at: SourcePosition(file: file), "the language version is missing",
        suggestion: "begin with 'concord: 1'")
      return
    }
    if node.scalar?.resolved != .integer(1) {
      diagnostics.report(
        ModelRules.version, at: node.position, "this version of concord reads language version 1",
        suggestion: "write 'concord: 1'")
    }
  }

  /// Whether a key says what the file declares.
  private func isHead(_ entry: YAMLEntry) -> Bool { Contract.Kind(head: entry.key) != nil }

  /// What a file declares, from its keys; nil after reporting that it cannot be told.
  private mutating func kind(of entries: [YAMLEntry]) -> Contract.Kind? {
    let heads = entries.filter(isHead)
    if let second = heads.dropFirst().first {
      diagnostics.report(
        ModelRules.fileKind, at: second.keyPosition,
        "a file declares one thing, and '\(heads[0].key):' was given before '\(second.key):'",
        suggestion: "move one to a file of its own")
    }
    if let head = heads.first { return Contract.Kind(head: head.key) }
    if let stray = entries.first(where: { $0.key != KeyTable.allow && !KeyTable.types.known.contains($0.key) }) {
      let known = KeyTable.entity.known + KeyTable.service.known + KeyTable.namespace.known + KeyTable.server.known
      let isServers = ["namespaces", "origins", "limits"].contains(stray.key)
      if isServers {
        diagnostics.report(
          ModelRules.fileKind, at: stray.keyPosition, "'\(stray.key)' needs 'server:' in the same file",
          suggestion: "a file without it has types alone")
      } else if known.contains(stray.key) {
        diagnostics.report(
          ModelRules.fileKind, at: stray.keyPosition, "'\(stray.key)' needs 'entity:' or 'service:' in the same file",
          suggestion: "a file without either has types alone")
      } else {
        diagnostics.report(
          ModelRules.unknownKey, at: stray.keyPosition, "a contract has no '\(stray.key)'",
          suggestion: NearestName.suggestion(for: stray.key, among: known))
      }
      return nil
    }
    return .types
  }

  private mutating func checkFileName(_ source: SourceFile, name: String, at position: SourcePosition) {
    let isPath = name.hasPrefix("/")
    let stem = isPath && Words(name).words.isEmpty ? "root" : Words(name).kebab
    guard Words(source.stem) != Words(stem) else { return }
    diagnostics.report(
      ModelRules.fileName, at: position, "'\(name)' is declared in a file named '\(source.stem)'",
      suggestion: "name the file \(isPath ? stem : name).yaml")
  }

  private mutating func imports(of outline: FileOutline, in package: PackageLayout) -> [ContractImport] {
    guard let node = outline.sections["import"], let written = texts(node, "import") else { return [] }
    var imports: [ContractImport] = []
    for (text, position) in written {
      let path = PackageLayout.join(outline.path, text)
      guard package.paths.contains(path), path != outline.path else {
        diagnostics.report(
          ModelRules.importMissing, at: position,
          path == outline.path ? "a file cannot import itself" : "there is no file '\(text)' in the package",
          suggestion: diagnostics.suggestion(for: path, among: package.paths.sorted()))
        continue
      }
      imports.append(ContractImport(written: text, path: path, position: position))
    }
    return imports
  }
}

extension Contract.Kind {
  /// The key that says what a file declares, and what to call that; nil for a file of types.
  var head: (key: String, article: String)? {
    switch self {
    case .entity: ("entity", "an entity")
    case .service: ("service", "a service")
    case .namespace: ("namespace", "a namespace")
    case .server: ("server", "a server")
    case .types: nil
    }
  }

  /// The kind of the file that has this key; nil for any other key.
  init?(head key: String) {
    let kinds: [Contract.Kind] = [.entity, .service, .namespace, .server]
    guard let kind = kinds.first(where: { $0.head?.key == key }) else { return nil }
    self = kind
  }
}
