/// A contract file after its first reading: what it is, what it is called, its sections still as nodes.
struct FileOutline {
  var file: String
  var path: String
  /// The file's name without folders and ending.
  var name: String
  var kind: Contract.Kind
  var sections: Section
  /// The entity's or service's wire name and place; nil for files of types and for unusable names.
  var group: (name: String, position: SourcePosition)?
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
      sections: Section(entries: entries.filter { isHead($0) || admit($0, table, in: Allowance.wholeFile) }, position: start))
    if let node = outline.sections[kind == .entity ? "entity" : "service"],
      let name = text(node, kind == .entity ? "the entity's name" : "the service's name"),
      isName(name, kind == .entity ? "an entity" : "a service", at: node.position)
    {
      outline.group = (name, node.position)
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
  private func isHead(_ entry: YAMLEntry) -> Bool {
    ["entity", "service", "namespace", "server"].contains(entry.key)
  }

  /// What a file declares, from its keys; nil after reporting that it cannot be told or is of a later kind.
  private mutating func kind(of entries: [YAMLEntry]) -> Contract.Kind? {
    let heads = entries.filter(isHead)
    if let second = heads.dropFirst().first {
      diagnostics.report(
        ModelRules.fileKind, at: second.keyPosition,
        "a file declares one thing, and '\(heads[0].key):' was given before '\(second.key):'",
        suggestion: "move one to a file of its own")
    }
    switch heads.first?.key {
    case "entity": return .entity
    case "service": return .service
    case let later?:
      refuse(later, at: heads[0].keyPosition)
      return nil
    case nil: break
    }
    if let stray = entries.first(where: {
      $0.key != KeyTable.allow && !KeyTable.types.known.contains($0.key)
    }) {
      let known = KeyTable.entity.known + KeyTable.service.known
      if known.contains(stray.key) || KeyTable.types.later.contains(stray.key) {
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
    guard Words(source.stem) != Words(name) else { return }
    diagnostics.report(
      ModelRules.fileName, at: position, "'\(name)' is declared in a file named '\(source.stem)'",
      suggestion: "name the file \(name).yaml")
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
          suggestion: NearestName.suggestion(for: path, among: package.paths.sorted()))
        continue
      }
      imports.append(ContractImport(written: text, path: path, position: position))
    }
    return imports
  }
}
