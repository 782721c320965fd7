// What is done when something happens elsewhere: handlers, and the queues in which their work waits.
extension CompatibilityRule {
  static let reactionRemoved = source(
    "SOURCE_REACTION_REMOVED", "A handler of what happens elsewhere is still called.", .warning
  ) {
    reactions($0).removed.map { lone in
      .gone(
        lone, lone.element.position,
        "nothing calls '\(lone.element.handler)' when \(lone.element.occasion.inWords) any more",
        "keep it if the handler still has something to do")
    }
  }

  static let reactionAdded = source(
    "SOURCE_REACTION_ADDED", "A new handler is worth knowing for who writes it.", .info
  ) {
    reactions($0).added.map {
      Finding($0.element.position, "'\($0.element.handler)' is called when \($0.element.occasion.inWords)")
    }
  }

  static let reactionHandlerRenamed = source(
    "SOURCE_REACTION_HANDLER_RENAMED", "A handler of what happens elsewhere keeps its name."
  ) {
    reactions($0).both.filter { $0.old.handler != $0.new.handler }.map {
      Finding(
        $0.new.position,
        "what is done when \($0.new.occasion.inWords) was '\($0.old.handler)' and is '\($0.new.handler)'",
        "keep 'handler: \($0.old.handler)'")
    }
  }

  static let reactionModeChanged = source(
    "SOURCE_REACTION_MODE_CHANGED", "A handler runs where and as often as it ran.", .warning
  ) {
    reactions($0).both.filter { $0.old.mode != $0.new.mode }.map {
      Finding(
        $0.new.position,
        "'\($0.new.handler)' ran \($0.old.mode.text) ('\($0.old.mode.rawValue)') and runs \($0.new.mode.text) "
          + "('\($0.new.mode.rawValue)')", "make sure that the handler may run so")
    }
  }

  static let storedQueueChanged = stored(
    "STORED_REACTION_QUEUE_CHANGED", "Work that waits is done by the group that it waits for."
  ) {
    let lone: [Finding] = reactions($0).removed.filter { $0.element.mode == .workQueue }.map {
      .gone(
        $0, $0.element.position, "what waits for '\($0.element.handler)' in \($0.element.queue) is never done",
        "keep it until the queue is empty")
    }
    let both: [Finding] = reactions($0).both.filter {
      $0.old.mode == .workQueue && ($0.new.mode != .workQueue || $0.old.group != $0.new.group)
    }.map {
      Finding(
        $0.new.position,
        "what waits for '\($0.old.handler)' in \($0.old.queue) is never done, since "
          + ($0.new.mode == .workQueue ? "it now waits in \($0.new.queue)" : "nothing waits any more"),
        "keep \($0.old.group.map { "'group: \($0)'" } ?? "'mode: work-queue'")")
    }
    return lone + both
  }

  private static func reactions(_ comparison: Comparison) -> Matched<ReactionModel> {
    var reactions = Matched<ReactionModel>()
    for pair in comparison.contracts {
      reactions.add(
        Matched(
          pair.old.reactions, pair.new.reactions, pair.types, home: pair.new.group?.position,
          by: { "\($0.occasion.inWords) \($0.handler)" }, { $0.occasion.inWords }))
    }
    return reactions
  }
}

extension ReactionModel {
  /// `the group 'user-cleanup'`
  fileprivate var queue: String { group.map { "the group '\($0)'" } ?? "the queue" }
}

extension ReactionModel.Occasion {
  /// To stand behind `when`.
  fileprivate var inWords: String {
    switch self {
    case .change(let entity, let change): "'\(entity)' is \(change.rawValue)"
    case .trigger(let name): "the trigger '\(name)' is set off"
    case .event(let name): "the event '\(name)' comes"
    }
  }
}

extension ReactionModel.Mode {
  fileprivate var text: String {
    switch self {
    case .broadcast: "once on every instance"
    case .workQueue: "on one instance, again after a failure"
    case .instanceLocal: "on the instance where it happened"
    }
  }
}
