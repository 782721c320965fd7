import ConcordCore
import ConcordProtocols
import ConcordTransport

/// Events on their way to a client.
extension ServerConnection {
  /// An event that the connection is interested in; it is sent unless it is not for this principal.
  func take(_ part: PushPart, of push: Push, _ frames: inout FrameOfDialect) {
    guard part.namespaces.contains(namespace.number), socket != nil else { return }
    if isOwn(part, push) { return }
    guard part.audience.includes(grants) else { return }
    if interests.alone, !interests.cover(part.group, part.path) { return }
    if feed.current != nil { return hold(part, push) }
    if let message = frames.message(in: dialect) { send(message, part, push.delivery) }
    endWithEntity(part)
  }

  /// A change of this connection's own, which its reply tells of.
  func isOwn(_ part: PushPart, _ push: Push) -> Bool {
    guard let except = push.except, except.number == socket?.id else { return false }
    return !part.isNews && !dialect.hearsOwn
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
    let key = Feed.CoalescingKey(topic: part.news.topic, path: part.path)
    if feed.coalesced.updateValue(part, forKey: key) == nil { feed.coalescedOrder.append(key) }
  }

  /// The reader has caught up: the newest of each.
  func deliverCoalesced() {
    guard !feed.coalesced.isEmpty else { return }
    let parts = feed.coalescedOrder.compactMap { feed.coalesced[$0] }
    feed.coalesced = [:]
    feed.coalescedOrder = []
    for part in parts { if let message = part.message(in: dialect) { send(message, part, .latest) } }
  }

  // MARK: While a question is answered

  private func hold(_ part: PushPart, _ push: Push) {
    if feed.answered != nil, push.delivery != .every { return spare(part, push.delivery) }
    feed.held.append((part, push))
    // The answer takes a read of the store; who hears so much meanwhile is as slow as one who does not read.
    if feed.held.count > limits.heldEvents {
      socket?.close(code: WebSocketCloseCode.slowReader, reason: "too much happened while a question was answered")
    }
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
      guard !start.shows(part, push), interests.cover(part.group, part.path), part.audience.includes(grants) else {
        continue
      }
      if let message = part.message(in: dialect) { send(message, part, push.delivery) }
      endWithEntity(part)
    }
    // What was sent may have ended the connection.
    guard self.socket != nil else { return }
    feed.held.removeFirst(sent)
    guard feed.held.isEmpty, !isOutputFull(socket) else { return }
    feed.answered = nil
    feed.current = nil
  }
}
