/// The three events around an operation: the wish, and the two ways in which it ends.
public struct OperationEvents<Input: Sendable, Output: Sendable>: Sendable {
  public let intent: Event<Input>
  public let failure: Event<Failure<Input>>
  private let success: @Sendable (Input, Output, any EventBus) -> Void
  private let outcome: @Sendable (Input, Output) -> (name: EventName, payload: any Sendable)?

  private init(
    _ intent: Event<Input>, _ failure: Event<Failure<Input>>,
    success: @escaping @Sendable (Input, Output, any EventBus) -> Void,
    outcome: @escaping @Sendable (Input, Output) -> (name: EventName, payload: any Sendable)?
  ) {
    self.intent = intent
    self.failure = failure
    self.success = success
    self.outcome = outcome
  }

  private init<Payload: Sendable>(
    _ intent: Event<Input>, _ success: Event<Payload>, _ failure: Event<Failure<Input>>,
    payload: @escaping @Sendable (Input, Output) -> Payload?
  ) {
    self.init(
      intent, failure, success: { if let carried = payload($0, $1) { $2.publish(success, carried) } },
      outcome: { input, output in payload(input, output).map { (success.name, $0) } })
  }

  /// Success carries the output.
  public init(_ intent: Event<Input>, _ success: Event<Output>, _ failure: Event<Failure<Input>>) {
    self.init(intent, success, failure) { _, output in output }
  }

  /// Success carries the input.
  public init(_ intent: Event<Input>, input success: Event<Input>, _ failure: Event<Failure<Input>>) {
    self.init(intent, success, failure) { input, _ in input }
  }

  /// Success carries nothing.
  public init(_ intent: Event<Input>, none success: Event<Empty>, _ failure: Event<Failure<Input>>) {
    self.init(intent, success, failure) { _, _ in Empty() }
  }

  /// Success is what the server pushes with the commit, so a reply publishes nothing.
  public init(_ intent: Event<Input>, _ failure: Event<Failure<Input>>) {
    self.init(intent, failure, success: { _, _, _ in }, outcome: { _, _ in nil })
  }

  /// What a call publishes when it succeeded.
  public func announce(_ input: Input, _ output: Output) -> ClientBindings.Announcement {
    { [success] bus in success(input, output, bus) }
  }

  /// The success event of an answered request and what it carries, for reactions on the server; nil where the commit is
  /// what tells of it.
  public func succeeded(_ input: Input, _ output: Output) -> (name: EventName, payload: any Sendable)? {
    outcome(input, output)
  }
}

extension OperationEvents where Input: JSONCodable {
  /// Success carries the key of the entity that the input names.
  public init<E: Entity>(_ intent: Event<Input>, key success: Event<Key<E>>, _ failure: Event<Failure<Input>>) {
    // A contract says so only where every input has the members of the key.
    self.init(intent, success, failure) { input, _ in
      try? decode(Key<E>.self, from: encode(input).span.bytes, failing: .invalidInput)
    }
  }
}
