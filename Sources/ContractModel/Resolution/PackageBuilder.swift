/// Makes the model of one package from its files, in passes: each knows the names that the one before has declared.
struct PackageBuilder {
  /// A declared type, before and after its shape is known.
  struct Declaration {
    var id: TypeID
    var path: String
    var node: YAMLNode
  }

  let layout: PackageLayout
  var read = NodeReader()
  var package: ContractPackage
  var outlines: [FileOutline] = []
  /// Declared types by name.
  var declarations: [String: Declaration] = [:]
  /// The types of each file, by its path: the declared ones, then those of inline maps.
  var typeIDs: [String: [TypeID]] = [:]
  /// Entities by the name under which they are types.
  var entityTypes: [String: String] = [:]
  /// Every entity and service, by wire name, with its place.
  var groups: [String: SourcePosition] = [:]
  /// The entities read so far, by wire name; complete after the hierarchy is known.
  var entities: [String: EntityModel] = [:]
  /// Paths of files that could not be read; what they declare is not called missing as well.
  var unreadable: Set<String> = []
  /// Paths whose types a file has used: imports by importing file.
  var usedImports: [String: Set<String>] = [:]

  init(layout: PackageLayout) {
    self.layout = layout
    package = ContractPackage(
      name: layout.folderName, folder: layout.folder,
      position: SourcePosition(file: layout.folder.isEmpty ? "." : layout.folder))
  }

  mutating func build() {
    readPackageFile()
    for source in layout.files {
      let root = YAMLDocument.parse(source.bytes, file: source.file, diagnostics: &read.diagnostics)
      if let outline = root.flatMap({ read.outline(of: $0, source: source, in: layout) }) {
        outlines.append(outline)
      } else {
        unreadable.insert(layout.path(of: source))
      }
    }
    declareGroups()
    declareTypes()
    for outline in outlines { resolveTypes(of: outline, enumerations: true) }
    for outline in outlines { resolveTypes(of: outline, enumerations: false) }
    for outline in outlines { readEntity(outline) }
    resolveHierarchy()
    readReactive()
    for outline in outlines { package.contracts.append(contract(outline)) }
    resolveReactions()
    placeAllowances()
    Boxing.apply(to: &package)
  }

  /// Whether a file that could not be read is named like an entity.
  func isUnreadable(entity name: String) -> Bool {
    unreadable.contains { Words(SourceFile(file: $0, bytes: []).stem) == Words(name) }
  }

  private mutating func readPackageFile() {
    let root = layout.packageFile.flatMap {
      YAMLDocument.parse($0.bytes, file: $0.file, diagnostics: &read.diagnostics)
    }
    let section = root.flatMap { read.section($0, .package) } ?? Section(entries: [], position: package.position)
    if section["name"] == nil { _ = read.isName(package.name, "a package", at: package.position) }
    if let node = section["name"], let name = read.text(node, "name"), read.isName(name, "a package", at: node.position)
    {
      package.name = name
      package.position = node.position
    }
    if let node = section["swiftPrefix"], let prefix = read.text(node, "swiftPrefix"),
      read.isName(prefix, "Swift types", at: node.position)
    {
      package.swiftPrefix = prefix.prefix(1).uppercased() + prefix.dropFirst()
    }
  }

  /// Notes the name of every entity and service, the first of each.
  private mutating func declareGroups() {
    for (index, outline) in outlines.enumerated() {
      guard let group = outline.group else { continue }
      if let first = groups[group.name] {
        read.diagnostics.report(
          ModelRules.entityClash, at: group.position, "'\(group.name)' is declared twice; the first is at \(first)")
        outlines[index].group = nil
        continue
      }
      groups[group.name] = group.position
      if outline.kind == .entity { entityTypes[Words(group.name).upperCamel] = group.name }
    }
  }

  /// The contract of a file, operations and events included.
  private mutating func contract(_ outline: FileOutline) -> Contract {
    var entity = outline.group.flatMap { outline.kind == .entity ? entities[$0.name] : nil }
    let group = outline.group.flatMap { self.group($0.name, at: $0.position, entity: entity, outline: outline) }
    if let group, let read = entity {
      let scope = GroupScope(name: group.name, entity: read, outline: outline)
      entity?.subscription = subscription(scope)
      entity?.notifications = notifications(scope, group)
    }
    let deployment = outline.group.flatMap { read.deployment(of: outline.sections, name: $0.name) }
    let namespace = outline.kind == .namespace ? outline.other.map { self.namespace($0, outline) } : nil
    let server = outline.kind == .server ? outline.other.map { read.server($0, outline.sections) } : nil
    let used = usedImports[outline.path] ?? []
    var contract = Contract(
      file: outline.file, name: outline.name, path: outline.path, kind: outline.kind,
      imports: outline.imports.map { written in
        var written = written
        written.isUsed = used.contains(written.path)
        return written
      },
      entity: entity, group: group, deployment: deployment, types: typeIDs[outline.path] ?? [])
    contract.namespace = namespace
    contract.server = server
    return contract
  }
}
