/// Takes reactions; a server with a reactor is one, and so is the reactor. The generated `react(system:)` is an extension on it.
public protocol ReactionRegistrar {
  /// Registers what is done when something happens.
  ///
  /// - Parameters:
  ///   - handler: the handler's name, for the log.
  ///   - occasion: what it waits for.
  ///   - mode: how instances share it. Of several registrations of one group for one occasion the last counts.
  ///   - react: what is done; what it throws is logged.
  func register<Payload>(
    _ handler: String, on occasion: ReactionOccasion<Payload>, _ mode: ReactionMode,
    _ react: @escaping @Sendable (Payload, RequestContext) async throws -> Void)
}

/// Runs reactions. `ConcordEntities` has one for a single process, `InProcessReactor`.
public protocol ChangeReactor: ReactionRegistrar, Sendable {
  /// Begins to run reactions, those to what happened before included.
  func start(_ environment: ReactionEnvironment)

  /// Takes a commit of the store. Called inside the commit: it only notes it.
  func committed(_ commit: Commit)

  /// Takes a change of an entity that the store does not keep. Changes of one entity come in order.
  func changed<E: ReactiveEntity>(_ change: StateChange<E>)

  /// Takes an event that happened on the server.
  func occurred<Payload: Sendable>(_ event: EventName, _ payload: Payload, cause: MessageID?)

  /// Takes nothing more, and waits until all that waits is done, or for as long as `deadline` says; what still runs
  /// then is cancelled.
  func finish(within deadline: Duration) async
}

/// How many reactions led to what runs now, one after the other: a circle of reactions ends at the reactor's limit.
public enum ReactionDepth {
  /// 0 outside of reactions.
  @TaskLocal public static var current = 0
}

/// What reactions run with.
public struct ReactionEnvironment: Sendable {
  /// The stored entities.
  public let entities: any EntityService
  /// Sends what reactions publish.
  public let publisher: any EventPublisher
  /// Told of every failure; must not block for long.
  public let failed: @Sendable (ReactionFailure) -> Void

  public init(
    entities: any EntityService, publisher: any EventPublisher, failed: @escaping @Sendable (ReactionFailure) -> Void
  ) {
    self.entities = entities
    self.publisher = publisher
    self.failed = failed
  }
}

/// Why a reaction was not run, or not to its end. What it reacted to stands all the same.
public struct ReactionFailure: Sendable, CustomStringConvertible {
  /// The name of the handler.
  public let handler: String
  /// What it reacted to: `user deleted`.
  public let occasion: String
  /// What it happened to: a path, or the name of an event.
  public let subject: String
  public let reason: String
  /// The wait before it is tried again; nil when it is not.
  public let retry: Duration?

  public init(handler: String, occasion: String, subject: String, reason: String, retry: Duration? = nil) {
    self.handler = handler
    self.occasion = occasion
    self.subject = subject
    self.reason = reason
    self.retry = retry
  }

  public var description: String {
    "the reaction '\(handler)' to '\(occasion)' of \(subject) failed"
      + (retry.map { " and is tried again in \($0)" } ?? "") + ": \(reason)"
  }
}
