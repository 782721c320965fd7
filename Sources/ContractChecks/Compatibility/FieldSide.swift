/// What fields belong to: an entity or a record that both versions have.
struct RecordSide: Sendable {
  /// `entity 'account'`, `type 'Marks'`, `input of 'clean'`.
  var title: String
  /// How both versions use it: who never sent it before is not hurt, nor who is no longer asked for it.
  var uses: Set<Use>
  /// The wire name of the key, for an entity.
  var key: String?
  /// Fields of this version, in order.
  var fields: [FieldModel]
  var package: ContractPackage
  var position: SourcePosition
}

extension RecordSide {
  init(_ entity: EntityModel, uses: Set<Use>, package: ContractPackage) {
    self.init(
      title: "entity '\(entity.name)'", uses: uses, key: entity.key.name, fields: entity.fields, package: package,
      position: entity.position)
  }
}

/// A field with what it belongs to.
struct FieldSide: Sendable {
  var field: FieldModel
  var record: RecordSide

  /// `'size' of the entity 'item'`
  var title: String { "'\(field.name)' of the \(record.title)" }
  /// The type as written.
  var type: String { record.package.text(field.type) }
  /// `int with the default 3`
  var form: String { type + (field.defaultValue.map { " with the default \($0.text)" } ?? "") }

  /// Whether it is the key, about which there are rules of its own.
  var isKey: Bool { record.key == field.name }
  /// Whether callers send it: what is readonly they cannot.
  var isSent: Bool { !field.isReadonly && !record.uses.isDisjoint(with: [.draft, .patch, .input]) }
  /// Whether callers have to send it. A patch has what it changes.
  var mustBeSent: Bool { isSent && field.isRequired && !record.uses.isDisjoint(with: [.draft, .input]) }
  /// Whether listeners read it.
  var isRead: Bool { record.uses.contains(.output) }
  /// Whether it is kept.
  var isStored: Bool { record.uses.contains(.stored) }
  /// Whether it travels or is kept at all.
  var isUsed: Bool { !record.uses.isEmpty }
}

extension Pair<FieldSide> {
  /// Both types without their `?`.
  private var bare: (old: TypeReference, new: TypeReference) {
    (old.field.type.unwrapped, new.field.type.unwrapped)
  }

  /// Whether both versions let callers send it.
  var isSent: Bool { old.isSent && new.isSent }
  var isKey: Bool { old.isKey || new.isKey }
  /// Whether the type, leaving `?` aside, is what it was.
  var isSameType: Bool { types.isSame(bare.old, bare.new) }
  /// Whether the new server understands what old callers send, or old servers have stored.
  var isReadable: Bool { types.reading.understands(bare.new, bare.old) }
  /// Whether old listeners understand what the new server sends.
  var isHeard: Bool { types.listening.understands(bare.old, bare.new) }
  /// Whether anybody or anything fails over the change of type.
  var isCompatible: Bool {
    let ends = (old: old.field.isRequired, new: new.field.isRequired)
    if isSent, !isReadable || (!ends.old && ends.new) { return false }
    if new.isRead, !isHeard || (ends.old && new.field.isOptional) { return false }
    return !new.isStored || (isReadable && (ends.old || !ends.new))
  }
  /// `'size' of the entity 'item' was int and is string`
  var change: String { "\(new.title) was \(old.type) and is \(new.type)" }
}
