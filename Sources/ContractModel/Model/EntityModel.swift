/// An entity: a thing with a key, a place in the tree and fields.
public struct EntityModel: Sendable {
  /// What happens to an entity when its parent is deleted.
  public enum ParentDeletion: String, Sendable {
    /// The parent cannot be deleted while this child exists.
    case restrict
    /// The child goes with its parent.
    case cascade
  }

  /// The wire name: group of its topics, segment of key paths, name of the field that holds its key in descendants.
  public var name: String
  /// The Swift struct's name, prefix included.
  public var swiftName: String
  /// The Swift property name by which helpers and clients reach it (`eventHelper.account`); escaped where needed.
  public var swiftMember: String
  /// The wire plural, used in the list topic.
  public var plural: String
  public var summary: String?
  /// The wire name of the parent entity.
  public var parent: String?
  /// The keys of all ancestors from the root of the tree down; they travel as fields before the entity's own.
  public var ancestors: [AncestorKey]
  /// The index in `fields` of the field that names the entity below its parent.
  public var keyIndex: Int
  public var onParentDelete: ParentDeletion
  /// The declared fields in the file's order, without the ancestors' keys.
  public var fields: [FieldModel]
  /// What of it is reactive; nil: nothing.
  public var reactive: ReactiveModel?
  /// How clients subscribe to it; nil: as to everything that they may read.
  public var subscription: SubscriptionModel?
  /// What clients tell their users: for `created`, `updated` and `deleted` by convention, and for what `notify:` names.
  public var notifications: [NotificationModel] = []
  public var position: SourcePosition

  public init(
    name: String, swiftName: String, swiftMember: String, plural: String, summary: String? = nil, parent: String? = nil,
    ancestors: [AncestorKey] = [], keyIndex: Int, onParentDelete: ParentDeletion = .restrict, fields: [FieldModel],
    position: SourcePosition
  ) {
    self.name = name
    self.swiftName = swiftName
    self.swiftMember = swiftMember
    self.plural = plural
    self.summary = summary
    self.parent = parent
    self.ancestors = ancestors
    self.keyIndex = keyIndex
    self.onParentDelete = onParentDelete
    self.fields = fields
    self.position = position
  }

  /// Whether Concord's store keeps it, and answers its conventional operations.
  public var isStored: Bool { reactive?.source != .plugin }

  /// The field that names the entity below its parent.
  public var key: FieldModel { fields[keyIndex] }

  /// The ancestors' keys as fields, then the declared fields: the stored properties of the Swift struct, in order, and
  /// the fields on the wire. At most 64.
  public var allFields: [FieldModel] { ancestors.isEmpty ? fields : ancestors.map(\.field) + fields }

  /// The ancestors' keys and the own key: the fields of a `key` payload, and the values of a key path.
  public var keyFields: [FieldModel] { ancestors.map(\.field) + [key] }
}

/// An ancestor's key as it travels in the payloads of its descendants.
public struct AncestorKey: Sendable {
  /// The ancestor's wire name, which is also the field's.
  public var entity: String
  /// The field: named by the ancestor, typed as the ancestor's key field.
  public var field: FieldModel

  public init(entity: String, field: FieldModel) {
    self.entity = entity
    self.field = field
  }
}
