import ConcordCore
public import FuzzTarget

/// Frames of the message dialect.
///
/// A frame is read only where it is JSON, its payload lies inside it and is JSON too, and written again it reads the same. What is
/// refused is told to the sender with words and a code that a frame can carry.
public struct MessageFuzz: FuzzTarget {
  public init() {}

  public func breach(_ bytes: [UInt8]) -> String? {
    do throws(Breach) {
      switch read(bytes) {
      case .success(let head):
        try hold((try? JSON.validate(bytes.span.bytes)) != nil, "a message was read from what is no JSON")
        try checkTrip(head, bytes)
      case .failure(let malformed): try checkRefusal(malformed)
      }
      return nil
    } catch {
      return error.what
    }
  }

  private func read(_ bytes: [UInt8]) -> Result<MessageHead, MessageDialect.Malformed> {
    do throws(MessageDialect.Malformed) {
      return .success(try MessageDialect.readHead(bytes.span.bytes))
    } catch {
      return .failure(error)
    }
  }

  private func checkTrip(_ head: MessageHead, _ bytes: [UInt8]) throws(Breach) {
    var payload: [UInt8]?
    if let range = head.payload {
      try hold(
        range.lowerBound >= 0 && range.upperBound <= bytes.count, "a payload at \(range) of \(bytes.count) bytes")
      payload = Array(bytes[range])
    }
    if let payload {
      try hold((try? JSON.validate(payload.span.bytes)) != nil, "a payload that is no JSON")
    }
    var writer = JSONWriter()
    if let payload {
      MessageDialect.write(head, to: &writer) { $0.raw(payload) }
    } else {
      MessageDialect.write(head, to: &writer)
    }
    try hold(writer.failure == nil, "what was read cannot be written: \(String(describing: writer.failure))")
    let written = writer.array()
    switch read(written) {
    case .success(let again):
      try compare(head, again)
      try hold(again.payload.map { Array(written[$0]) } == payload, "the payload comes back changed")
    case .failure(let malformed): throw Breach("what was written cannot be read: \(malformed.error)")
    }
  }

  private func compare(_ a: MessageHead, _ b: MessageHead) throws(Breach) {
    let isSame =
      a.id == b.id && a.kind == b.kind && a.topic == b.topic && a.error == b.error && a.mark == b.mark
      && a.epoch == b.epoch && a.cause == b.cause
    try hold(isSame, "\(a) comes back as \(b)")
  }

  /// The error goes back to the sender in a frame, which it can read.
  private func checkRefusal(_ malformed: MessageDialect.Malformed) throws(Breach) {
    try hold(!malformed.error.message.isEmpty, "refused without a word")
    let head = MessageHead(
      id: malformed.id ?? .text("a"), kind: .error, topic: malformed.topic ?? "t", error: malformed.error)
    var writer = JSONWriter()
    MessageDialect.write(head, to: &writer)
    switch read(writer.array()) {
    case .success(let again): try compare(head, again)
    case .failure(let unread): throw Breach("the refusal cannot be read: \(unread.error)")
    }
  }

  // MARK: Seeds

  public var words: [String] {
    [
      "\"messageId\":", "\"topic\":\"", "\"type\":\"", "\"request\"", "\"multipartrequest\"", "\"success\"",
      "\"error\"",
      "\"event\"", "\"payload\":", "\"error\":{\"code\":\"", "\"message\":\"", "\"field\":", "\"content\":",
      "\"revision\":",
      "\"offset\":", "\"epoch\":", "\"cause\":", "017f22e2-79b0-7cc3-98c4-dc0c0c07398f", "null", "\\u0000", "\\ud83d",
    ]
  }

  public func seeds() -> [[UInt8]] {
    let id = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"
    return [
      #"{"messageId":"\#(id)","topic":"tenant:create_tenant","type":"request","payload":{"name":"acme"}}"#,
      #"{"messageId":"a","topic":"tenant:created","type":"event","payload":{},"revision":7,"offset":9,"epoch":"e1","cause":"\#(id)"}"#,
      #"{"messageId":"a","topic":"t:x","type":"error","error":{"code":"NOT_FOUND","message":"gone","field":"a.b","content":"more"}}"#,
      #" { "payload" : [1,"}"] , "x":{"topic":1}, "type":"multipartrequest" , "topic":"t:x", "messageId":"\u00e4" } "#,
      #"{"messageId":"a","topic":"t:x","type":"success"}"#, #"{"messageId":"","topic":"t:x","type":"success"}"#,
      #"{"messageId":"a","topic":"t","topic":"u","type":"event"}"#, "[]", "",
    ].map { Array($0.utf8) }
  }
}
