import ConcordCore
import ConcordTransport

/// What a client says it wants to hear of, and what it missed.
///
/// One question at a time. While the store is read for an answer, events are held back; then come the answer, and of what
/// was held all that the answer does not show: a snapshot and what follows it have no gap and no overlap.
extension ServerConnection {
  func ask(_ question: Feed.Question) {
    guard principal.name != nil else {
      return refuse(
        ConcordError(.unauthenticated, "sign in, then connect again"), question.correlation, question.topic)
    }
    if feed.current != nil {
      feed.questions.append(question)
      return adjustReading()
    }
    answer(question)
  }

  private func answer(_ question: Feed.Question) {
    switch question {
    case .unsubscribe(let subscription):
      guard !interests.everything else {
        return refuse(
          ConcordError(
            .invalidInput, "this connection hears of everything; concord:subscribe to what it shall hear of"),
          subscription.correlation, subscription.topic)
      }
      var rest = interests
      rest.subtract(subscription.interests)
      hub?.change(rest, of: self)
      runtime.audit?.asked(subscription, self)
      tell { dialect.unsubscribed(subscription, to: &$0) }
    case .subscribe(let subscription): begin(subscription, question)
    case .recover(let correlation, let position): recover(correlation, position, question)
    }
  }

  /// Goes on with the question that waits longest.
  func askNext() {
    while feed.current == nil, !feed.questions.isEmpty { answer(feed.questions.removeFirst()) }
    adjustReading()
  }

  // MARK: Subscribing

  private func begin(_ subscription: Subscription, _ question: Feed.Question) {
    var wanted = interests
    // To name something is to want nothing else.
    if wanted.everything { wanted = Interests() }
    wanted.formUnion(subscription.interests)
    let interests = wanted
    if let refusal = refusal(of: subscription, interests) {
      runtime.audit?.asked(subscription, self, refusal.code)
      return refuse(refusal, subscription.correlation, subscription.topic)
    }
    let before = self.interests
    let both = before.union(interests)
    let asker = principal
    run(question) { [self] in
      do throws(ConcordError) {
        guard let hub else { return }
        // From here on nothing is missed, neither of what is asked for nor, should that come to nothing, of what was before.
        let offset = hub.change(both, of: self)
        try await access(to: subscription)
        let start = try await start(of: subscription, after: offset)
        guard self.hub != nil else { return }
        // What was read is what the asker might see then.
        guard principal == asker else { throw Self.reload }
        hub.change(interests, of: self)
        runtime.audit?.asked(subscription, self)
        tellAtLength { dialect.subscribed(subscription, start.start, to: &$0) }
        for message in start.missed { socket?.send(message) }
        releaseHeld(after: start)
      } catch {
        // A question that came to nothing changes nothing.
        hub?.change(before, of: self)
        runtime.audit?.asked(subscription, self, error.code)
        giveUp(error, subscription.correlation, subscription.topic)
      }
    }
  }

  /// What can be said without reading.
  private func refusal(of subscription: Subscription, _ wanted: Interests) -> ConcordError? {
    guard !subscription.interests.isEmpty else {
      return ConcordError(.invalidInput, "name what to hear of: keys, or entities", field: "keys")
    }
    guard wanted.count <= limits.subscriptions else {
      return ConcordError(.overloaded, "a connection has at most \(limits.subscriptions) subscriptions")
    }
    let audiences = runtime.deriver.audiences
    for kind in subscription.interests.kinds.union(subscription.interests.paths.map(\.entity)).sorted() {
      guard namespace.speaks(of: kind), audiences.type(of: kind) != nil else {
        return ConcordError(.notFound, "there is no kind of entity '\(kind.prefix(128))'", field: "entities")
      }
      if grants.hearNothing(of: audiences.rule(of: kind)?.number) {
        return ConcordError(.forbidden, "No access to \(kind)", field: "entities")
      }
    }
    return nil
  }

  /// - Throws: `FORBIDDEN` for an entity that is somebody else's, or does not exist: the answer is the same.
  private func access(to subscription: Subscription) async throws(ConcordError) {
    for path in subscription.interests.paths {
      let rule = runtime.deriver.audiences.rule(of: path.entity)?.rule
      guard rule?.owner != nil || subscription.mustExist else { continue }
      guard let stored = try await runtime.store.read(path), rule?.admits(principal, to: stored.json) ?? true else {
        throw ConcordError(.forbidden, "No access to \(path.entity)")
      }
    }
  }

  /// Where a subscription starts, and what there is or was missed.
  private func start(of subscription: Subscription, after offset: Int) async throws(ConcordError) -> ReadStart {
    if let position = subscription.position {
      var start = try await missed(after: position) { subscription.interests.cover($0.group, $0.path) }
      start.interests = subscription.interests
      return start
    }
    guard subscription.wantsSnapshot else {
      return ReadStart(SubscriptionStart(position: here(offset)))
    }
    return try await SnapshotReader(runtime, namespace, principal, maxBytes: limits.snapshotBytes).read(
      subscription.interests)
  }

  /// A question that came to nothing.
  private func giveUp(_ error: ConcordError, _ correlation: Correlation, _ topic: String) {
    refuse(error, correlation, topic)
    releaseHeld(after: ReadStart(SubscriptionStart(position: here(0))))
  }

  // MARK: Recovery

  private func recover(_ correlation: Correlation, _ position: LogPosition, _ question: Feed.Question) {
    let topic = ReservedTopics.recover
    guard interests.everything else {
      return refuse(
        ConcordError(.invalidInput, "say epoch and offset in concord:subscribe, where you narrow what you hear of"),
        correlation, topic)
    }
    run(question) { [self] in
      do throws(ConcordError) {
        guard position.offset <= feed.start else { throw Self.reload }
        var found = try await missed(after: position) { _ in true }
        found.interests = interests
        guard let hub else { return }
        // What the read shows is among what is held now.
        hub.deliver()
        let asked = Subscription(correlation: correlation, topic: topic, interests: interests)
        tell { dialect.subscribed(asked, found.start, to: &$0) }
        for message in found.missed { socket?.send(message) }
        releaseHeld(after: found)
      } catch {
        giveUp(error, correlation, topic)
      }
    }
  }

  /// The events after a place in the log up to now, as far as they are for this connection and concern it. Those that it
  /// was told since its hello are among them: they belong after what it missed.
  ///
  /// - Throws: `RELOAD` when the log does not hold all of them, or they are more than a connection may be sent at once.
  private func missed(
    after position: LogPosition, _ concerns: (PushPart) -> Bool
  ) async throws(ConcordError) -> ReadStart {
    let deriver = runtime.deriver
    guard position.epoch == deriver.epoch, runtime.doorkeeper.access.allow(principal.name, after: position.offset)
    else {
      throw Self.reload
    }
    guard let commits = try await runtime.store.changes(after: position.offset) else { throw Self.reload }
    let last = commits.last?.offset ?? position.offset
    var messages: [PreparedMessage] = []
    var bytes = 0
    for commit in commits {
      let push = deriver.push(of: commit)
      // What is older than this connection is not its own, whatever number its reply's had: numbers begin anew with each start.
      let mayBeOwn = commit.offset > feed.start
      for part in push.parts where concerns(part) && !(mayBeOwn && isTold(part, push) != false) {
        guard part.namespaces.contains(namespace.number), part.audience.includes(grants),
          let message = part.message(in: dialect)
        else { continue }
        bytes += message.payloadBytes
        messages.append(message)
      }
    }
    guard bytes <= limits.queueBytes / 2 else { throw Self.reload }
    var start = ReadStart(SubscriptionStart(position: here(last)))
    start.missed = messages
    start.offset = last
    return start
  }

  private static let reload = ConcordError(
    .reload, "what was missed is not in the log any more, or is too much; read everything anew")

  // MARK: Parts

  private func here(_ offset: Int) -> LogPosition { LogPosition(epoch: runtime.deriver.epoch, offset: offset) }

  private func tell(_ write: (inout JSONWriter) -> Void) {
    guard let hub, let socket else { return }
    hub.send(to: socket, write)
  }

  /// The same for an answer that may be longer than what may wait otherwise: it does not count until it was read.
  private func tellAtLength(_ write: (inout JSONWriter) -> Void) {
    guard let socket else { return }
    let before = socket.queuedBytes
    tell(write)
    if isOutputFull(socket) { socket.outputAllowance = max(0, socket.queuedBytes - before) }
  }

  /// Answers a question in a task of this loop, and then goes on with the next.
  private func run(_ question: Feed.Question, _ work: @escaping @Sendable () async -> Void) {
    guard let loop = hub?.loop else { return }
    feed.current = question
    Task.immediate(executorPreference: loop) {
      await work()
      // The task prefers this loop, so it comes back here from wherever the store went; should it not, it is brought.
      if loop.isCurrent { self.askNext() } else { loop.execute { self.askNext() } }
    }
  }
}

extension Feed.Question {
  fileprivate var correlation: Correlation {
    switch self {
    case .subscribe(let subscription), .unsubscribe(let subscription): subscription.correlation
    case .recover(let correlation, _): correlation
    }
  }

  fileprivate var topic: String {
    switch self {
    case .subscribe(let subscription), .unsubscribe(let subscription): subscription.topic
    case .recover: ReservedTopics.recover
    }
  }
}
