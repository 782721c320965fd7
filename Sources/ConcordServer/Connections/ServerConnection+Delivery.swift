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
    if delivery != .every, socket.queuedBytes > limits.queueBytes / 2 {
      if delivery == .latest { coalesce(part) } else { hub?.metrics.dropped(bytes: message.payloadBytes) }
      return
    }
    // What is newer than one that waits must not overtake it.
    if !feed.coalesced.isEmpty, delivery == .latest { return coalesce(part) }
    socket.send(message)
    hub?.metrics.pushed()
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
    feed.held.append((part, push))
    // The answer takes a read of the store; who hears so much meanwhile is as slow as one who does not read.
    if feed.held.count > limits.heldEvents {
      socket?.close(code: WebSocketCloseCode.slowReader, reason: "too much happened while a question was answered")
    }
  }

  /// The current question was answered; events that the answer did not show follow.
  ///
  /// - Parameter isShown: whether the answer had it already.
  func releaseHeld(except isShown: (PushPart, Push) -> Bool) {
    let held = feed.held
    feed.held = []
    feed.current = nil
    for (part, push) in held where !isShown(part, push) {
      guard interests.cover(part.group, part.path) else { continue }
      if let message = part.message(in: dialect) { send(message, part, push.delivery) }
      endWithEntity(part)
    }
  }
}
