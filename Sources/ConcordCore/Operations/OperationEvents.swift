/// The three events around an operation: the wish, and the two ways in which it ends.
public struct OperationEvents<Input: Sendable, Output: Sendable>: Sendable {
  public let intent: Event<Input>
  public let failure: Event<Failure<Input>>
  private let success: @Sendable (Input, Output, any EventBus) -> Void

  private init(
    _ intent: Event<Input>, _ failure: Event<Failure<Input>>,
    success: @escaping @Sendable (Input, Output, any EventBus) -> Void
  ) {
    self.intent = intent
    self.failure = failure
    self.success = success
  }

  /// Success carries the output.
  public init(_ intent: Event<Input>, _ success: Event<Output>, _ failure: Event<Failure<Input>>) {
    self.init(intent, failure) { _, output, bus in bus.publish(success, output) }
  }

  /// Success carries the input.
  public init(_ intent: Event<Input>, input success: Event<Input>, _ failure: Event<Failure<Input>>) {
    self.init(intent, failure) { input, _, bus in bus.publish(success, input) }
  }

  /// Success carries nothing.
  public init(_ intent: Event<Input>, none success: Event<Empty>, _ failure: Event<Failure<Input>>) {
    self.init(intent, failure) { _, _, bus in bus.publish(success, Empty()) }
  }

  /// Success is what the server pushes with the commit, so a reply publishes nothing.
  public init(_ intent: Event<Input>, _ failure: Event<Failure<Input>>) {
    self.init(intent, failure) { _, _, _ in }
  }

  /// What a call publishes when it succeeded.
  public func announce(_ input: Input, _ output: Output) -> ClientBindings.Announcement {
    { [success] bus in success(input, output, bus) }
  }
}

extension OperationEvents where Input: JSONCodable {
  /// Success carries the key of the entity that the input names.
  public init<E: Entity>(_ intent: Event<Input>, key success: Event<Key<E>>, _ failure: Event<Failure<Input>>) {
    self.init(intent, failure) { input, _, bus in
      // A contract says so only where every input has the members of the key.
      if let key = try? decode(Key<E>.self, from: encode(input).span.bytes, failing: .invalidInput) {
        bus.publish(success, key)
      }
    }
  }
}
