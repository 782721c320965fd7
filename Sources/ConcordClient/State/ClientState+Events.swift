import ConcordCore

/// An event of a commit that has to wait for what was missed before it.
struct EarlyEvent: Sendable {
  /// So many wait; a server that takes longer to answer is not waited for.
  static let limit = 10_000

  let offset: Int
  let tell: @Sendable (inout ClientState) -> Void
}

extension ClientState {
  /// The server's first event on a connection.
  ///
  /// - Parameter digests: of the contracts that this client was built from, by package. A server with others is no
  ///   error: fields may have been added that old clients do not mind.
  mutating func greeted(_ greeting: ServerHello, digests: [(name: String, digest: String)]) {
    var greeting = greeting
    let known = hello?.epoch ?? ""
    if greeting.epoch.isEmpty { greeting.epoch = known }
    if !known.isEmpty, known != greeting.epoch {
      forgetCache()
      notifications.forgetRevisions()
    }
    hello = greeting
    // A second greeting says where the log stands by then, which is not where this connection began.
    let isFirst = self.greeted != attempt
    self.greeted = attempt
    mismatches = digests.compactMap { package in
      guard let served = greeting.contracts[package.name], served != package.digest else { return nil }
      return package.name
    }
    for name in mismatches {
      diagnose(
        .contractMismatch, ReservedTopics.hello, "the server's contracts of package '\(name)' differ from this client's"
      )
    }
    if isFirst { followOn() }
  }

  /// The server tells that an entity was created or changed.
  ///
  /// - Parameter topic: nil for an event that is of no log.
  mutating func pushed(
    _ change: ClientBindings.EntityChange, _ mark: StoreMark, _ notice: Notice? = nil, topic: String? = nil
  ) {
    var isNews = true
    if let topic, let offset = mark.offset, kinds.contains(change.entity) {
      if isEarly(offset, { $0.pushed(change, mark, notice, topic: topic) }) { return }
      isNews = heard?.hear(topic, change.entity.path, at: offset) ?? true
    }
    counters.events += 1
    guard hears(change.entity.path) else { return }
    let isFirst = topic == "\(change.entity.path.entity):updated" && isMissing(change.entity.path)
    if let revision = mark.revision { self.change([.put(change.entity, revision: revision)]) }
    guard isNews else { return }
    noteKnown(change.entity.path)
    if isFirst {
      effects.append(.publishChange(topic: "\(change.entity.path.entity):created", change.entity))
    } else {
      effects.append(.publish(change.announce))
    }
    notify(notice)
  }

  /// Whether an entity's creation was missed, and the reading that would tell of it has not come that far.
  private func isMissing(_ path: EntityPath) -> Bool {
    guard let catchUp, wanted.contains(path.entity) || narrowing?.covers(path) == true else { return false }
    return catchUp.lacks(path)
  }

  /// The server tells that an entity was deleted.
  ///
  /// - Parameters:
  ///   - notice: what the user is told, once the path is complete.
  ///   - announce: tells the bus, once the path is complete.
  mutating func pushedDeletion(
    _ path: EntityPath, _ mark: StoreMark, topic: String,
    notice: @escaping @Sendable (EntityPath) -> Notice? = { _ in nil },
    announce: @escaping @Sendable (EntityPath, any EventBus) -> Void
  ) {
    if let offset = mark.offset,
      isEarly(offset, { $0.pushedDeletion(path, mark, topic: topic, notice: notice, announce: announce) })
    {
      return
    }
    counters.events += 1
    switch kinds.resolve(path, in: cache) {
    case .path(let path):
      var isNews = true
      if let offset = mark.offset { isNews = heard?.hear(topic, path, at: offset) ?? true }
      guard hears(path) else { return }
      change([.delete(path, revision: mark.revision ?? mark.offset)])
      guard isNews else { return }
      effects.append(.publish { announce(path, $0) })
      notify(notice(path))
    case .unknown: refuse(path, topic, "nothing known has these segments")
    case .ambiguous: refuse(path, topic, "more than one entity has these segments")
    case .invalid: refuse(path, topic, "no contract has an entity there")
    }
  }

  /// What a new connection says can arrive before it counts as open, and so before anything was asked.
  private var isConnecting: Bool { if case .connecting = phase { true } else { false } }

  /// Whether what was missed comes first, as far as is known yet.
  private mutating func isEarly(_ offset: Int, _ tell: @escaping @Sendable (inout ClientState) -> Void) -> Bool {
    guard isBehind || heard?.isAsking == true || isConnecting else { return false }
    early.append(EarlyEvent(offset: offset, tell: tell))
    if early.count > EarlyEvent.limit { notRecovered(attempt) }
    return true
  }

  /// What waited for the answer to what was missed and is not part of it.
  mutating func tellEarly(after offset: Int) {
    let events = early
    early = []
    for event in events where event.offset > offset { event.tell(&self) }
  }

  private mutating func refuse(_ path: EntityPath, _ topic: String, _ why: String) {
    counters.refusedDeletions += 1
    diagnose(.refusedDeletion, topic, "\(path): \(why)")
  }

  /// The server sent an event of the contract that is about no entity.
  mutating func pushedEvent(_ announce: @escaping ClientBindings.Announcement, _ notice: Notice? = nil) {
    counters.events += 1
    effects.append(.publish(announce))
    notify(notice)
  }

  /// The user of this session is told.
  mutating func notify(_ notice: Notice?) {
    if let notice { effects.append(.notify(notice, session: session)) }
  }

  /// A message that cannot be used. If it answers a request, the request fails at once instead of at its deadline.
  mutating func unusable(_ kind: ClientDiagnostic.Kind, _ id: MessageID?, _ topic: String?, _ error: ConcordError) {
    switch kind {
    case .unknownTopic: counters.unknownTopics += 1
    default: counters.malformed += 1
    }
    diagnose(kind, topic, error.message)
    if let id, let waiter = requests.take(id) ?? givenUp.remove(id) {
      refused(waiter, ConcordError(.invalidReply, error.message, field: error.field))
    }
  }

  mutating func diagnose(_ kind: ClientDiagnostic.Kind, _ topic: String?, _ message: String) {
    effects.append(.diagnose(ClientDiagnostic(kind: kind, topic: topic, message: message)))
  }
}
