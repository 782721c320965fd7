/// One contract file.
public struct Contract: Sendable {
  /// What the file declares besides types.
  public enum Kind: Sendable, Hashable {
    /// `entity:`; `Contract.entity` and `Contract.group` are set.
    case entity
    /// `service:`, operations and events without an entity; `Contract.group` is set.
    case service
    /// `namespace:`, a socket namespace; `Contract.namespace` is set.
    case namespace
    /// `server:`; `Contract.server` is set.
    case server
    /// Types alone, for other files to import.
    case types
  }

  /// The path as it was named to the loader, `/` between its parts.
  public var file: String
  /// The file's name without folders and ending (`account`), unique in the package when mangled by the emitters with `path`.
  public var name: String
  /// The path inside the package's folder (`account.yaml`, `billing/invoice.yaml`).
  public var path: String
  public var kind: Kind
  public var imports: [ContractImport]
  public var entity: EntityModel?
  /// Operations and events, of an entity as of a service.
  public var group: GroupModel?
  public var namespace: NamespaceModel?
  public var server: ServerModel?
  /// What happens elsewhere and is answered here: `react:`, of an entity as of a service.
  public var reactions: [ReactionModel] = []
  /// Findings that are meant: every `allow:` of the file.
  public var allowances: [Allowance] = []
  /// How the entity's or service's program is run: `deployment:`.
  public var deployment: DeploymentModel?
  /// The types that this file gives rise to: the declared ones in order, then those of inline maps.
  public var types: [TypeID]

  public init(
    file: String, name: String, path: String, kind: Kind, imports: [ContractImport] = [], entity: EntityModel? = nil,
    group: GroupModel? = nil, deployment: DeploymentModel? = nil, types: [TypeID] = []
  ) {
    self.file = file
    self.name = name
    self.path = path
    self.kind = kind
    self.imports = imports
    self.entity = entity
    self.group = group
    self.deployment = deployment
    self.types = types
  }
}

extension Contract {
  /// Who may read the entity and so hears of its changes: as `subscribe` says, else as `get`, else as `list`. Nil: every
  /// signed-in principal.
  public var readers: AccessRule? {
    guard let entity else { return nil }
    if let access = entity.subscription?.access { return access }
    let reading = [OperationModel.Kind.get, .list].compactMap { kind in
      group?.operations.first { $0.convention == kind }
    }
    return reading.first?.access
  }
}

/// One entry of `import:`.
public struct ContractImport: Sendable {
  /// As written, relative to the importing file.
  public var written: String
  /// The imported contract's `path` in the package.
  public var path: String
  /// Whether any type of the imported file is named in the importing one.
  public var isUsed: Bool
  public var position: SourcePosition

  public init(written: String, path: String, isUsed: Bool = false, position: SourcePosition) {
    self.written = written
    self.path = path
    self.isUsed = isUsed
    self.position = position
  }
}
