/// What a contract with `entity:` becomes: a value with a place in the tree and its own JSON codec.
///
/// The generator writes conformances; nobody needs to write one by hand. The ancestors' keys are the first fields
/// (`tenant`, `account`, …), the entity's own key follows among its fields.
public protocol Entity: JSONRecord {
  /// The table of typed field names, for `Patch` and `ListQuery`.
  associatedtype Fields: FieldGroup

  /// Name, place, key and stored operations, as the contract declares them.
  static var descriptor: EntityDescriptor { get }

  /// The values of the ancestors' keys and the own key, root first, as path segments (not percent-encoded).
  var keyValues: [String] { get }

  /// Writes the entity.
  ///
  /// - Parameter draft: true for what a caller may give when creating: no `readonly` fields, and no value that equals its
  ///   default, since the server applies defaults.
  func encode(to writer: inout JSONWriter, draft: Bool)

  /// Lets the store answer the conventional operations that the contract declares and no handler answers.
  static func serveStored(on registrar: some OperationRegistrar)
}

extension Entity {
  /// Writes the whole entity.
  public func encode(to writer: inout JSONWriter) { encode(to: &writer, draft: false) }

  /// The key of this value.
  public var key: Key<Self> { Key(keyValues) }

  /// The place of this value in the tree, such as `/tenant/acme/account/prod`.
  public var path: EntityPath { key.path }
}

/// The facts of an entity that generic code needs, as one constant per generated type.
public struct EntityDescriptor: Sendable {
  /// The entity's name on the wire: `account`.
  public let name: String
  /// The names of the ancestors, root first: `["tenant"]`.
  public let ancestors: [String]
  /// The field that names the entity below its parent.
  public let keyField: String
  /// How the values of the keys travel, ancestors first, own key last.
  public let keyShapes: [KeyShape]
  /// Bit `i` is set when field `i` of the field table is `readonly`: set by the server, refused in inputs.
  public let readonlyFields: UInt64
  /// Bit `i` is set when field `i` has a default, so that an input may leave it out.
  public let defaultedFields: UInt64
  /// What happens to entities of this kind when their parent is deleted.
  public let onParentDelete: ParentDeletion
  /// What may be listed; nil when the contract has no `list`.
  public let list: ListDescriptor?
  /// Fields of type `timestamp` that the server sets by itself: on creation, and on each change.
  public let stampedOnCreate: [Int], stampedOnChange: [Int]
  /// What the store keeps beside the entity's place.
  public let rules: EntityRules
  /// Who hears of changes; nil: every signed-in principal.
  public let readers: ReaderRule?
  /// How clients subscribe; nil: as to everything that they may read.
  public let subscription: SubscriptionDescriptor?

  public init(
    name: String, ancestors: [String] = [], keyField: String, keyShapes: [KeyShape], readonlyFields: UInt64 = 0,
    defaultedFields: UInt64 = 0, onParentDelete: ParentDeletion = .restrict,
    list: ListDescriptor? = nil, stampedOnCreate: [Int] = [], stampedOnChange: [Int] = [],
    rules: EntityRules = EntityRules(), readers: ReaderRule? = nil, subscription: SubscriptionDescriptor? = nil
  ) {
    self.name = name
    self.ancestors = ancestors
    self.keyField = keyField
    self.keyShapes = keyShapes
    self.readonlyFields = readonlyFields
    self.defaultedFields = defaultedFields
    self.onParentDelete = onParentDelete
    self.list = list
    self.stampedOnCreate = stampedOnCreate
    self.stampedOnChange = stampedOnChange
    self.rules = rules
    self.readers = readers
    self.subscription = subscription
  }

  /// The parent's name, or nil for a root.
  public var parent: String? { ancestors.last }

  /// The names under which the keys travel in payloads: the ancestors' names, then the key field.
  public var keyNames: [String] { ancestors + [keyField] }
}

/// How a key value is written in JSON. In a path it is always text.
public enum KeyShape: Sendable {
  case text
  case number
}

/// The contract's `onDelete:` of a child.
public enum ParentDeletion: Sendable {
  /// The parent cannot be deleted while the child exists (`RESTRICTED`).
  case restrict
  /// The child is deleted with its parent, in the same commit.
  case cascade
}

/// What the contract's `list` operation allows.
public struct ListDescriptor: Sendable {
  /// The topic under which a page of entities is asked for; nil where `list` has an answer of its own.
  public let topic: String?
  /// The size of a page when a query names none.
  public let pageSize: Int
  /// The fields that a query may filter by, and sort by.
  public let filter: [String], sort: [String]

  public init(topic: String?, pageSize: Int = 50, filter: [String] = [], sort: [String] = []) {
    self.topic = topic
    self.pageSize = pageSize
    self.filter = filter
    self.sort = sort
  }
}
