/// A union with what it is used for.
struct UnionSide: Sendable {
  var union: UnionModel
  /// `type 'Shape'`
  var title: String
  var uses: Set<Use>
  var position: SourcePosition
  var cases: [UnionCaseSide]

  /// - Parameter uses: How both versions use it.
  init(_ union: UnionModel, of type: TypeDefinition, uses: Set<Use>) {
    self.union = union
    title = type.title
    self.uses = uses
    position = type.position
    cases = union.cases.map { UnionCaseSide(value: $0, union: type.name, uses: uses) }
  }
}

/// A case of a union with what it belongs to.
struct UnionCaseSide: Sendable {
  var value: UnionModel.Case
  /// The name of the union.
  var union: String
  /// How both versions use the union.
  var uses: Set<Use>

  /// `the case 'card' of 'Payment'`
  var title: String { "the case '\(value.name)' of '\(union)'" }
  var isSent: Bool { uses.contains(.input) }
  var isRead: Bool { uses.contains(.output) }
  var isStored: Bool { uses.contains(.stored) }
}

extension Pair<UnionCaseSide> {
  private var records: (old: TypeReference, new: TypeReference) { (.named(old.value.type), .named(new.value.type)) }

  /// Whether the case has the record that it had; what differs between two versions of one record is told there.
  var isSame: Bool { types.isSame(records.old, records.new) }
  var isReadable: Bool { types.reading.understands(records.new, records.old) }
  var isHeard: Bool { types.listening.understands(records.old, records.new) }
  /// `the case 'card' of 'Payment' was a Card and is a Transfer`
  var change: String { "\(new.title) was '\(types.old.text(records.old))' and is '\(types.new.text(records.new))'" }
}
