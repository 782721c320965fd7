import ConcordCore
import ConcordProtocols
import ConcordTransport

/// Events on their way to a client.
extension ServerConnection {
  /// An event that the connection is interested in; it is sent unless it is not for this principal.
  func take(_ part: PushPart, of push: Push, _ frames: inout FrameOfDialect) {
    guard part.namespaces.contains(namespace.number), let socket, socket.isOpen else { return }
    if let except = push.except, except.number == socket.id { return }
    guard part.audience.includes(grants) else { return }
    if interests.alone, !interests.cover(part.group, part.path) { return }
    if !feed.own.isEmpty || !feed.coalesced.isEmpty { precede(part, push) }
    switch isTold(part, push) {
    case true?: return
    case nil where feed.own.count < limits.heldEvents: return feed.own.append((part, push))
    case nil, false?: break
    }
    if feed.current != nil { return hold(part, push) }
    if let message = frames.message(in: dialect) { send(message, part, push.delivery) }
    endWithEntity(part)
  }

  /// Of an entity nothing is told that is older than what was told: what waits about it for a reply goes out ahead of what is newer,
  /// and what waits for a slow reader ends with its deletion.
  private func precede(_ part: PushPart, _ push: Push) {
    guard case .change(let change, _) = part.news.content else { return }
    for (older, its) in feed.takeOwn(about: change.path, before: push) where isFor(older) { pass(older, its) }
    if change.action == .deleted { feed.coalesced.forget(change.path) }
  }

  /// Sends it, or holds it while a question is answered.
  private func pass(_ part: PushPart, _ push: Push) {
    if feed.current != nil { hold(part, push) } else { send(part, push) }
  }

  /// Whether a reply of this connection's tells of a change; nil when that is not known before the reply.
  func isTold(_ part: PushPart, _ push: Push) -> Bool? {
    guard let reply = push.reply, reply.connection.number == socket?.id, !part.isNews, !dialect.hearsOwn,
      case .change(let change, _) = part.news.content
    else { return false }
    return reply.tells(of: change)
  }

  /// A request of this connection's was answered: of what it changed, what the answer does not tell goes out.
  func deliverOwn() {
    let own = feed.own
    feed.own = []
    for (part, push) in own {
      switch isTold(part, push) {
      case true?: continue
      case nil: feed.own.append((part, push))
      case false?:
        if isFor(part) { pass(part, push) }
      }
    }
  }

  /// What was subscribed to is gone, at least for this principal.
  private func endWithEntity(_ part: PushPart) {
    guard dialect.endsWithEntity, case .change(let change, _) = part.news.content, change.action == .deleted else {
      return
    }
    hub?.forget(change.path, of: self)
  }

  /// An event that the connection may and wants to hear, by its delivery class.
  private func send(_ message: PreparedMessage, _ part: PushPart, _ delivery: DeliveryClass) {
    guard let socket else { return }
    // A reader that does not keep up is sent less before it is cut.
    if delivery != .every, isOutputFull(socket) { return spare(part, delivery) }
    // What is newer than one that waits must not overtake it.
    if !feed.coalesced.isEmpty, delivery == .latest { return coalesce(part) }
    socket.send(message)
    hub?.metrics.pushed()
  }

  /// What a reader that does not keep up is not sent now, or never.
  private func spare(_ part: PushPart, _ delivery: DeliveryClass) {
    if delivery == .latest { return coalesce(part) }
    if let message = part.message(in: dialect) { hub?.metrics.dropped(bytes: message.payloadBytes) }
  }

  private func coalesce(_ part: PushPart) {
    feed.coalesced.put(part)
    // Of ever more entities it is no longer the newest of a few.
    if feed.coalesced.bytes > limits.queueBytes { cut("the newest of each event is more than may wait") }
  }

  /// The reader has caught up: the newest of each, as far as it may and wants to hear it by now.
  func deliverCoalesced() {
    for part in feed.coalesced.takeAll() where isFor(part) {
      if let message = part.message(in: dialect) { send(message, part, .latest) }
    }
  }

  private func cut(_ reason: String) { socket?.close(code: WebSocketCloseCode.slowReader, reason: reason) }

  /// Whether the connection may hear of something, and wants to; asked again where something waited meanwhile.
  private func isFor(_ part: PushPart) -> Bool {
    part.audience.includes(grants) && interests.cover(part.group, part.path)
  }

  // MARK: While a question is answered

  private func hold(_ part: PushPart, _ push: Push) {
    // The newest of those that wait for a slow reader is there already, or waits behind it.
    if push.delivery == .latest, feed.coalesced.has(part) { return coalesce(part) }
    if push.delivery != .every, feed.answered != nil || feed.held.count >= limits.heldEvents / 2 {
      return spare(part, push.delivery)
    }
    feed.held.append((part, push))
    // The answer takes a read of the store; who hears so much meanwhile is as slow as one who does not read.
    if feed.held.count > limits.heldEvents { cut("too much happened while a question was answered") }
  }

  /// The current question was answered; events that the answer did not show follow.
  func releaseHeld(after start: ReadStart) {
    feed.answered = start
    releaseHeld()
  }

  /// Sends what was held as long as the reader takes it: the answer alone may be more than may wait otherwise, and whoever
  /// reads it must not be cut for what happened meanwhile. The rest follows when it was read (`drained`).
  func releaseHeld() {
    guard let start = feed.answered, let socket else { return }
    var sent = 0
    while sent < feed.held.count, !isOutputFull(socket) {
      let (part, push) = feed.held[sent]
      sent += 1
      // Roles and wishes may have changed since it was held.
      if !start.shows(part, push) {
        // What waits for a slow reader is newer than what is held.
        guard isFor(part), push.delivery != .latest || !feed.coalesced.has(part) else { continue }
        send(part, push)
      }
      endWithEntity(part)
    }
    // What was sent may have ended the connection.
    guard self.socket != nil else { return }
    feed.held.removeFirst(sent)
    guard feed.held.isEmpty, !isOutputFull(socket) else { return }
    feed.answered = nil
    feed.current = nil
    deliverCoalesced()
  }

  private func send(_ part: PushPart, _ push: Push) {
    if let message = part.message(in: dialect) { send(message, part, push.delivery) }
  }
}
