/// Names a type within its package; an index in `ContractPackage.types`.
public struct TypeID: Sendable, Hashable {
  public var index: Int

  public init(_ index: Int) { self.index = index }
}

/// A record, an enumeration or a union, declared under `types:` or arising from an inline map of fields.
public struct TypeDefinition: Sendable {
  public enum Shape: Sendable {
    case record([FieldModel])
    case enumeration([EnumerationCase])
    case union(UnionModel)
  }

  /// Where a type comes from.
  public enum Origin: Sendable, Hashable {
    /// An entry of `types:`.
    case declared
    /// The inline `input:` of the operation of this name.
    case input(String)
    /// The inline `output:` of the operation of this name.
    case output(String)
    /// The inline `payload:` of the event of this name.
    case payload(String)
  }

  public var id: TypeID
  /// The name in the contract; for inline maps the Swift name without prefix.
  public var name: String
  /// The name in Swift, prefix included, never a keyword nor a name that generated code uses.
  public var swiftName: String
  public var summary: String?
  /// Since when, and whether still.
  public var lifecycle = Lifecycle()
  public var shape: Shape
  public var origin: Origin
  /// The path in the package of the file that declares it.
  public var path: String
  public var position: SourcePosition

  public init(
    id: TypeID, name: String, swiftName: String, summary: String? = nil, shape: Shape, origin: Origin = .declared,
    path: String, position: SourcePosition
  ) {
    self.id = id
    self.name = name
    self.swiftName = swiftName
    self.summary = summary
    self.shape = shape
    self.origin = origin
    self.path = path
    self.position = position
  }

  /// The Swift name under which generated code knows it. A deprecated type has another one there: its own is an alias, so
  /// that only those are warned who use it.
  public var swiftStorageName: String {
    lifecycle.deprecated == nil ? swiftName : "Deprecated\(swiftName)"
  }

  /// The fields of a record; none for others.
  public var fields: [FieldModel] { if case .record(let fields) = shape { fields } else { [] } }

  /// The union that it is, if it is one.
  public var union: UnionModel? { if case .union(let union) = shape { union } else { nil } }

  /// The cases of an enumeration; none for others.
  public var cases: [EnumerationCase] { if case .enumeration(let cases) = shape { cases } else { [] } }
}

/// One value of an enumeration. Readers keep values that are not among them.
public struct EnumerationCase: Sendable {
  /// The name in the contract.
  public var name: String
  /// The name in Swift, backticks included where it is a keyword.
  public var swiftName: String
  public var wireValue: String
  public var position: SourcePosition

  public init(name: String, swiftName: String, wireValue: String, position: SourcePosition) {
    self.name = name
    self.swiftName = swiftName
    self.wireValue = wireValue
    self.position = position
  }
}
