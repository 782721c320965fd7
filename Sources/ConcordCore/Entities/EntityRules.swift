/// What a store keeps of a kind of entity beside its place in the tree; nothing for most kinds.
public struct EntityRules: Sendable {
  /// Wire names of the fields in which no two entities of the kind have the same value.
  public let unique: [String]
  /// The fields that refer to other entities.
  public let references: [ReferenceRule]
  /// The fields that the server fills when an entity is created.
  public let generated: [GeneratedField]

  public init(unique: [String] = [], references: [ReferenceRule] = [], generated: [GeneratedField] = []) {
    self.unique = unique
    self.references = references
    self.generated = generated
  }
}

/// A field of type `ref`, `list<ref>` or `map<ref>`: what it names exists, and what becomes of it when that is deleted.
public struct ReferenceRule: Sendable {
  /// The field's wire name.
  public let field: String
  public let onDelete: ReferenceDeletion

  public init(_ field: String, onDelete: ReferenceDeletion = .restrict) {
    self.field = field
    self.onDelete = onDelete
  }
}

/// The contract's `onDelete:` of a reference.
public enum ReferenceDeletion: Sendable {
  /// What is referred to cannot be deleted (`RESTRICTED`).
  case restrict
  /// The entity is deleted with what it refers to, in the same commit.
  case cascade
  /// The reference becomes nil, or leaves its list or map, in the same commit.
  case clear
}

/// A field that the server fills when an entity is created: `generated: sequence`, or a readonly `id`.
public struct GeneratedField: Sendable {
  /// How the value is written in JSON.
  public enum Form: Sendable {
    /// A text, behind `prefix_` where there is a prefix.
    case id(prefix: String? = nil)
    case int
    /// A whole number as a text.
    case int64
  }

  /// The index of the field in its table.
  public let field: Int
  public let form: Form
  /// True for a sequence, false for a random id.
  public let counts: Bool

  /// The store counts up: 1, 2, 3, …
  public static func sequence(_ field: Int, _ form: Form) -> GeneratedField {
    GeneratedField(field: field, form: form, counts: true)
  }

  /// A UUID of version 7 (RFC 9562 §5.7), unless the creator gave a value.
  public static func random(_ field: Int, prefix: String? = nil) -> GeneratedField {
    GeneratedField(field: field, form: .id(prefix: prefix), counts: false)
  }
}
