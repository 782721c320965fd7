/// Finds the same events in two versions of a group.
enum EventMatching {
  private struct Side: Sendable {
    var event: EventModel
    /// What the event is for: the operation by its new name, and intent, success or failure. Nil for an event of no
    /// operation, or of one that the other version lacks.
    var role: String?

    /// Whether its coming or going is part of its operation's.
    var goesAlong: Bool { event.operation != nil && role == nil }
  }

  /// Matches by wire name first; then an operation's events by what they are for, so that a changed `events:` list is a
  /// change of names.
  static func match(
    _ old: GroupModel, _ new: GroupModel, _ operations: Matched<OperationModel>, _ types: TypeRelation
  ) -> Matched<EventModel> {
    let names = Dictionary(operations.both.map { ($0.old.name, $0.new.name) }, uniquingKeysWith: { first, _ in first })
    let kept = Set(names.values)
    func side(_ event: EventModel, _ operation: String?) -> Side {
      Side(event: event, role: operation.map { "\($0) \(event.direction.rawValue)" })
    }
    let matched = Matched(
      old.events.map { event in side(event, event.operation.flatMap { names[$0] }) },
      new.events.map { event in side(event, event.operation.flatMap { kept.contains($0) ? $0 : nil }) },
      types, by: \.event.wireName, \.role)
    var events = Matched<EventModel>()
    events.both = matched.both.map { Pair(old: $0.old.event, new: $0.new.event, types: types) }
    events.part(
      matched.removed.map(\.element).filter { !$0.goesAlong }.map(\.event),
      matched.added.map(\.element).filter { !$0.goesAlong }.map(\.event), home: new.position)
    return events
  }
}
