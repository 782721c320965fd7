/// One folder of contracts, resolved: every name that one contract uses of another has been found.
///
/// Wire names are unique in a package and Swift names in the module generated from it; what clashes has been reported
/// and the model then holds the first of the two, so later stages may rely on uniqueness.
public struct ContractPackage: Sendable {
  /// The package's name: `name:` of `package.yaml`, else the folder's name.
  public var name: String
  /// Put before every generated Swift type name; empty by default. Already part of each `swiftName`.
  public var swiftPrefix: String
  /// The folder as it was named to the loader.
  public var folder: String
  /// Where the name is given: in `package.yaml`, or the folder itself.
  public var position: SourcePosition
  /// The contracts in the order of their file names, whatever order the folder was read in.
  public var contracts: [Contract]
  /// Every record and enumeration of the package, those of inline maps included; a `TypeID` is an index in here.
  public var types: [TypeDefinition]
  /// Findings that are meant: the `allow:` of `package.yaml`.
  public var allowances: [Allowance] = []

  public init(
    name: String, swiftPrefix: String = "", folder: String, position: SourcePosition = SourcePosition(file: ""),
    contracts: [Contract] = [], types: [TypeDefinition] = []
  ) {
    self.name = name
    self.swiftPrefix = swiftPrefix
    self.folder = folder
    self.position = position
    self.contracts = contracts
    self.types = types
  }

  /// The entities in the order of their files.
  public var entities: [EntityModel] { contracts.compactMap(\.entity) }

  /// The type that an identifier stands for. Identifiers belong to the package that made them.
  public subscript(id: TypeID) -> TypeDefinition { types[id.index] }

  /// The entity with this wire name, if the package has one.
  public func entity(named name: String) -> EntityModel? {
    for contract in contracts { if let entity = contract.entity, entity.name == name { return entity } }
    return nil
  }

  /// The entities directly below the one with this wire name, in the order of their files.
  public func children(of name: String) -> [EntityModel] { entities.filter { $0.parent == name } }
}
