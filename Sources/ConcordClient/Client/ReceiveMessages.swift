import ConcordCore

extension ConcordClient {
  /// What a socket tells, on its thread.
  func received(_ event: consuming ClientSocketEvent, attempt: Int) {
    switch event {
    case .closed(let code, let reason): update { $0.socketClosed(attempt, code: code, reason: reason, .current) }
    case .text(let bytes):
      let (isCurrent, isUngreeted) = state.withLock { ($0.attempt == attempt, $0.isUngreeted) }
      guard isCurrent else { return }
      receive(bytes.span.bytes, attempt, isUngreeted: isUngreeted)
    }
  }

  /// Changes the state by what a connection said, unless there is another by now: messages are read without the lock, and
  /// what an earlier connection said is about what that one asked, perhaps as another user.
  private func update(on attempt: Int, _ change: (inout ClientState) -> Void) {
    update { if $0.attempt == attempt { change(&$0) } }
  }

  private func receive(_ bytes: RawSpan, _ attempt: Int, isUngreeted: Bool) {
    let head: MessageHead
    do throws(MessageDialect.Malformed) {
      head = try MessageDialect.readHead(bytes)
    } catch {
      update(on: attempt) { $0.unusable(.malformed, error.id, error.topic, error.error) }
      return
    }
    if isUngreeted, head.topic != ReservedTopics.hello { update(on: attempt) { $0.ungreeted() } }
    switch head.kind {
    case .success: receiveReply(head, bytes, attempt)
    case .error:
      let error = head.error ?? ConcordError(.invalidReply, "the server sent an error without saying which")
      update(on: attempt) { state in
        if let waiter = state.take(head.id) { state.refused(waiter, error) }
      }
    case .event: receiveEvent(head, bytes, attempt)
    case .request, .multipartRequest:
      let error = ConcordError(.wrongType, "a server does not send '\(head.kind.rawValue)'")
      update(on: attempt) { $0.unusable(.unexpectedType, nil, head.topic, error) }
    }
  }

  private func receiveReply(_ head: MessageHead, _ bytes: RawSpan, _ attempt: Int) {
    let (taken, standing) = update { ($0.attempt == attempt ? $0.take(head.id) : nil, $0.standing) }
    guard let waiter = taken else { return }
    // Whoever waits for it was taken out, and hears of it in any case.
    do throws(ConcordError) {
      let answer =
        if let payload = head.payload {
          try waiter.read(bytes.extracting(payload), head.mark)
        } else {
          // An operation without output may leave the payload out.
          try waiter.read("null".utf8Span.span.bytes, head.mark)
        }
      update { $0.answered(answer, to: waiter, since: standing) }
    } catch {
      update { state in
        state.unusable(.malformed, nil, head.topic, error)
        state.refused(waiter, error)
      }
    }
  }

  private func receiveEvent(_ head: MessageHead, _ bytes: RawSpan, _ attempt: Int) {
    guard let payload = head.payload else {
      let error = ConcordError(.malformed, "payload: is missing", field: "payload")
      update(on: attempt) { $0.unusable(.malformed, nil, head.topic, error) }
      return
    }
    do throws(ConcordError) {
      try receiveEvent(head, payload: bytes.extracting(payload), attempt)
    } catch {
      update(on: attempt) { $0.unusable(.malformed, nil, head.topic, error) }
    }
  }

  /// What to tell of an event that the server sent, which is about an entity if its payload says so.
  private func notice(pushed topic: String, _ payload: RawSpan) throws(ConcordError) -> Notice? {
    guard let subtype = bindings.notifications.subtype(ofPushed: topic) else { return nil }
    let value = try decode(JSONValue.self, from: payload, failing: .invalidReply)
    return Notice(subtype: subtype, entity: bindings.notifications.path(of: value, topic: topic))
  }

  private func receiveEvent(_ head: MessageHead, payload: RawSpan, _ attempt: Int) throws(ConcordError) {
    switch bindings.pushes[head.topic] {
    case .changed(let read):
      let change = try read(payload)
      let notice = notice(change: head.topic, change.entity.path, revision: head.mark.revision)
      update(on: attempt) { $0.pushed(change, head.mark, notice, topic: head.topic) }
    case .deleted(let announce):
      let path = try decode(DeletedPath.self, from: payload, failing: .invalidReply).path
      let (topic, mark) = (head.topic, head.mark)
      update(on: attempt) { state in
        state.pushedDeletion(
          path, mark, topic: topic,
          notice: { [weak self] in self?.notice(change: topic, $0, revision: mark.revision ?? mark.offset) },
          announce: announce)
      }
    case .event(let read):
      let announce = try read(payload)
      let notice = try notice(pushed: head.topic, payload)
      update(on: attempt) { $0.pushedEvent(announce, notice) }
    case nil where head.topic == ReservedTopics.hello:
      var hello = try decode(ServerHello.self, from: payload, failing: .invalidReply)
      if hello.epoch.isEmpty, let epoch = head.epoch { hello.epoch = epoch }
      update(on: attempt) { $0.greeted(hello, digests: digests) }
    case nil where head.topic == ReservedTopics.authenticate: update(on: attempt) { $0.askedForToken() }
    case nil where head.topic == ReservedTopics.drain:
      let seconds = try decode(JSONValue.self, from: payload, failing: .invalidReply)["seconds"]?.int ?? 0
      update(on: attempt) { $0.drain(seconds: seconds, .current) }
    // Other topics of Concord's own are for clients that know more than this one.
    case nil where ReservedTopics.contains(head.topic): break
    case nil:
      let error = ConcordError(.unknownTopic, "no contract of this client has the topic '\(head.topic)'")
      update(on: attempt) { $0.unusable(.unknownTopic, nil, head.topic, error) }
    }
  }
}

/// The payload of a deletion: `{"key": "/tenant/acme/account/prod"}`.
private struct DeletedPath: JSONRecord {
  var path: EntityPath

  static var blank: DeletedPath { DeletedPath(path: .blank) }
  static let fieldTable = FieldTable("key")
  static var requiredFields: UInt64 { 1 }

  mutating func read(field: Int, from reader: inout JSONReader) { reader.read(&path) }

  func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"key\":", path)
    writer.endObject()
  }
}
