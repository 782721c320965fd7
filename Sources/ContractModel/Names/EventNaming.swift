/// The names of one event: in `EventNames`, on the bus and in the event helper. Not yet escaped for Swift.
public struct EventName: Sendable, Hashable {
  /// `tenantCreationError`
  public var member: String
  /// `creationError`
  public var helper: String

  /// `tenant-creation-error`: kebab case of the member.
  public var wire: String { Words(member).kebab }

  public init(member: String, helper: String) {
    self.member = member
    self.helper = helper
  }

  /// The rule for everything but the intents of create, update and delete: group and helper (`accountClean`).
  public init(group: String, helper: String) {
    self.init(member: Words(group).lowerCamel + Words(helper).upperCamel, helper: helper)
  }
}

/// The names of an operation's three events.
public struct EventTriple: Sendable, Hashable {
  public var intent: EventName
  public var success: EventName
  public var failure: EventName

  public init(intent: EventName, success: EventName, failure: EventName) {
    self.intent = intent
    self.success = success
    self.failure = failure
  }

  /// The names as `events: [intent, success, failure]` gives them, by their helper names.
  public init(group: String, helpers intent: String, _ success: String, _ failure: String) {
    self.init(
      intent: EventName(group: group, helper: intent), success: EventName(group: group, helper: success),
      failure: EventName(group: group, helper: failure))
  }

  /// The three conventional operations that have events. Templates: `E` is the group with a capital, `e` without.
  private static let conventional: [OperationModel.Kind: [(member: String, helper: String)]] = [
    .create: [("createE", "creation"), ("eCreated", "created"), ("eCreationError", "creationError")],
    .update: [("updateE", "update"), ("eUpdated", "updated"), ("eUpdateError", "updateError")],
    .delete: [("deleteE", "delete"), ("eDeleted", "deleted"), ("eDeletionError", "deletionError")],
  ]

  /// The names of create, update and delete; nil for other kinds.
  public static func conventional(_ kind: OperationModel.Kind, group: String) -> EventTriple? {
    guard let rows = conventional[kind] else { return nil }
    let names = rows.map { row in
      let member =
        row.member.hasSuffix("E")
        ? String(row.member.dropLast()) + Words(group).upperCamel
        : Words(group).lowerCamel + String(row.member.dropFirst())
      return EventName(member: member, helper: row.helper)
    }
    return EventTriple(intent: names[0], success: names[1], failure: names[2])
  }

  /// The names of a verb: `clean`, `cleaned`, `cleanError`. Nil when `verb` is several words or not in the participle
  /// table; then the contract has to name the events.
  public static func verb(_ verb: String, group: String) -> EventTriple? {
    let words = Words(verb).words
    guard words.count == 1, let participle = Participles.participle(of: words[0]) else { return nil }
    return EventTriple(group: group, helpers: words[0], participle, words[0] + "Error")
  }
}
