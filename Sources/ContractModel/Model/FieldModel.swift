/// A field of an entity or of a record.
public struct FieldModel: Sendable {
  /// The name in the contract and on the wire.
  public var name: String
  /// The Swift property's name: backticks included where the name is a keyword.
  public var swiftName: String
  public var type: TypeReference
  /// Set by the server only; an error in an input.
  public var isReadonly: Bool
  /// Masked wherever it is printed; never in a path, a filter or a default.
  public var isSensitive = false
  /// No two entities of the kind have the same value.
  public var isUnique = false
  /// Where that stands.
  public var uniquePosition: SourcePosition?
  /// `generated: sequence`: the store counts up, for the scalars `id`, `int` and `int64`.
  public var isSequence = false
  /// For `ref`: what happens to this entity when the one that it names is deleted.
  public var onReferenceDelete = ReferenceDeletion.restrict
  /// What `create` stores when the field is absent.
  public var defaultValue: Literal?
  /// Where the default stands.
  public var defaultPosition: SourcePosition?
  /// What values have to keep where data enters.
  public var rules = FieldRules()
  /// `nulls: written`: nil travels as null; elsewhere nil is left out.
  public var writesNull: Bool
  /// The reference is recursive or deep by value: the Swift property needs a box to have a size.
  public var isBoxed: Bool
  /// For the scalar `id`: what comes before the generated part (`dep` gives `dep_…`).
  public var idPrefix: String?
  public var summary: String?
  /// Since when, and whether still.
  public var lifecycle = Lifecycle()
  public var position: SourcePosition

  public init(
    name: String, swiftName: String, type: TypeReference, isReadonly: Bool = false, defaultValue: Literal? = nil,
    writesNull: Bool = false, isBoxed: Bool = false, idPrefix: String? = nil, summary: String? = nil,
    position: SourcePosition
  ) {
    self.name = name
    self.swiftName = swiftName
    self.type = type
    self.isReadonly = isReadonly
    self.defaultValue = defaultValue
    self.writesNull = writesNull
    self.isBoxed = isBoxed
    self.idPrefix = idPrefix
    self.summary = summary
    self.position = position
  }

  /// Whether the type is `T?`.
  public var isOptional: Bool { if case .optional = type { true } else { false } }
}

/// What happens to an entity when one that it refers to is deleted.
public enum ReferenceDeletion: String, Sendable, CaseIterable {
  /// What is referred to cannot be deleted.
  case restrict
  /// The entity goes with it.
  case cascade
  /// The reference becomes nil.
  case clear
}

/// A default value, already of the field's type.
public enum Literal: Sendable, Hashable {
  /// For `string`, `url`, `email` and `decimal`.
  case string(String)
  /// For `int` and `int64`.
  case integer(Int64)
  /// For `double`; finite.
  case number(Double)
  case boolean(Bool)
  /// The case of an enumeration, by its Swift name and wire value.
  case enumeration(swiftName: String, wireValue: String)
}
