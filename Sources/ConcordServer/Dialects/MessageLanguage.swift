import ConcordCore

/// The message dialect as a server speaks it; its frames are `MessageDialect`'s.
struct MessageLanguage: Dialect {
  var kind: ServerDefinition.Dialect { .message }
  var hearsAll: Bool { true }
  let routes: RouteTable

  func read(_ frame: RawSpan) throws(Unreadable) -> Inbound {
    let head: MessageHead
    do throws(MessageDialect.Malformed) {
      head = try MessageDialect.readHead(frame, topics: routes.texts)
    } catch {
      throw Unreadable(error: error.error, correlation: error.id.map { .message($0) }, topic: error.topic)
    }
    let correlation = Correlation.message(head.id)
    switch head.kind {
    case .request: break
    case .multipartRequest: return .upload(topic: head.topic, correlation)
    case .success, .error, .event:
      let error = ConcordError(
        .wrongType, "type: a client sends 'request' or 'multipartrequest', not '\(head.kind.rawValue)'", field: "type")
      throw Unreadable(error: error, correlation: correlation, topic: head.topic)
    }
    let payload = head.payload.map { InboundPayload.frame($0) } ?? .none
    if let place = head.topicPlace { return .operation(routes[place], correlation, payload: payload) }
    guard ReservedTopics.contains(head.topic) else {
      return .call(topic: head.topic, correlation, payload: payload)
    }
    do throws(ConcordError) {
      let wish = try head.payload.map { range throws(ConcordError) in
        try SubscriptionWish(reading: frame.extracting(range))
      }
      return try request(head.topic, correlation, wish ?? SubscriptionWish())
    } catch {
      throw Unreadable(error: error, correlation: correlation, topic: head.topic)
    }
  }

  /// One of Concord's own requests.
  private func request(
    _ topic: String, _ correlation: Correlation, _ wish: SubscriptionWish
  ) throws(ConcordError) -> Inbound {
    switch topic {
    case ReservedTopics.subscribe, ReservedTopics.unsubscribe:
      var subscription = Subscription(correlation: correlation, topic: topic, interests: wish.interests)
      subscription.position = wish.position
      subscription.wantsSnapshot = wish.snapshot
      return topic == ReservedTopics.subscribe ? .subscribe(subscription) : .unsubscribe(subscription)
    case ReservedTopics.recover:
      guard let position = wish.position else {
        throw ConcordError(.invalidInput, "say where you are: {\"epoch\":…,\"offset\":…}", field: "offset")
      }
      return .recover(correlation, position)
    case ReservedTopics.authenticate:
      guard let token = wish.token else { throw ConcordError(.invalidInput, "token: is missing", field: "token") }
      return .authenticate(correlation, token: token)
    default: throw ConcordError(.unknownTopic, "'\(topic.prefix(128))' is none of Concord's own topics")
    }
  }

  func welcome(_ hello: ServerHello, to writer: inout JSONWriter) {
    MessageDialect.write(MessageHead(id: .make(), kind: .event, topic: ReservedTopics.hello), to: &writer) {
      $0.value(hello)
    }
  }

  func reply(_ reply: Reply, to writer: inout JSONWriter, output: (inout JSONWriter) -> Void) {
    let head = MessageHead(
      id: reply.correlation.messageID, kind: .success, topic: reply.route.topic, mark: reply.mark)
    MessageDialect.write(head, to: &writer, payload: output)
  }

  func refuse(_ error: ConcordError, _ correlation: Correlation?, topic: String?, to writer: inout JSONWriter) {
    let head = MessageHead(
      id: correlation?.messageID ?? .make(), kind: .error, topic: topic ?? "concord:error", error: error)
    MessageDialect.write(head, to: &writer)
  }

  func tell(_ news: News, to writer: inout JSONWriter) -> Bool {
    var head = MessageHead(id: news.id, kind: .event, topic: news.topic, cause: news.cause)
    switch news.content {
    case .event(_, let payload, _): MessageDialect.write(head, to: &writer) { $0.raw(payload) }
    case .change(let change, let offset):
      head.mark = StoreMark(revision: change.revision, offset: offset)
      head.epoch = news.epoch
      MessageDialect.write(head, to: &writer) { writer in
        switch change.action {
        case .created(let json), .updated(let json): writer.raw(json)
        case .deleted:
          writer.beginObject()
          writer.write("\"key\":", change.path)
          writer.endObject()
        }
      }
    }
    return true
  }

  func subscribed(_ subscription: Subscription, _ start: SubscriptionStart, to writer: inout JSONWriter) {
    let head = MessageHead(id: subscription.correlation.messageID, kind: .success, topic: subscription.topic)
    MessageDialect.write(head, to: &writer) { writer in
      writer.beginObject()
      if subscription.topic == ReservedTopics.recover { writer.write("\"recovered\":", true) }
      writer.write("\"epoch\":", start.position.epoch)
      writer.write("\"offset\":", start.position.offset)
      if let snapshot = start.snapshot {
        writer.name("entities")
        writer.beginArray()
        for entity in snapshot {
          writer.beginObject()
          writer.write("\"path\":", entity.path)
          writer.write("\"revision\":", entity.revision)
          writer.write("\"value\":", raw: entity.json.span.bytes)
          writer.endObject()
          writer.endValue()
        }
        writer.endArray()
        writer.endValue()
      }
      writer.endObject()
    }
  }

  func unsubscribed(_ subscription: Subscription, to writer: inout JSONWriter) {
    let head = MessageHead(id: subscription.correlation.messageID, kind: .success, topic: subscription.topic)
    MessageDialect.write(head, to: &writer) { $0.value(Empty()) }
  }

  func askForToken(seconds: Int, to writer: inout JSONWriter) {
    tell(ReservedTopics.authenticate, seconds: seconds, to: &writer)
  }

  func drain(seconds: Int, to writer: inout JSONWriter) {
    tell(ReservedTopics.drain, seconds: seconds, to: &writer)
  }

  private func tell(_ topic: String, seconds: Int, to writer: inout JSONWriter) {
    MessageDialect.write(MessageHead(id: .make(), kind: .event, topic: topic), to: &writer) {
      $0.beginObject()
      $0.write("\"seconds\":", seconds)
      $0.endObject()
    }
  }

  func renewed(_ correlation: Correlation, expiresAt: Timestamp?, to writer: inout JSONWriter) {
    let head = MessageHead(id: correlation.messageID, kind: .success, topic: ReservedTopics.authenticate)
    MessageDialect.write(head, to: &writer) {
      $0.beginObject()
      $0.writeIfPresent("\"expiresAt\":", expiresAt)
      $0.endObject()
    }
  }
}

/// The payload of Concord's own requests: `{"keys":[…],"entities":[…],"epoch":…,"offset":…,"snapshot":true,"token":…}`.
private struct SubscriptionWish {
  var interests = Interests()
  var position: LogPosition?
  var snapshot = false
  var token: String?

  init() {}

  /// - Throws: `INVALID_INPUT`, with the field.
  init(reading payload: RawSpan) throws(ConcordError) {
    var reader = JSONReader(payload)
    var keys: [EntityPath] = []
    var kinds: [String] = []
    var epoch: String?
    var offset: Int?
    reader.beginObject()
    while let name = reader.nextName() {
      switch name {
      case "keys": reader.read(&keys)
      case "entities": reader.read(&kinds)
      case "epoch": reader.read(&epoch)
      case "offset": reader.read(&offset)
      case "snapshot": reader.read(&snapshot)
      case "token": reader.read(&token)
      default: reader.skipValue()
      }
    }
    reader.finish()
    if let failure = reader.failure { throw ConcordError(invalid: failure, in: payload) }
    guard (epoch == nil) == (offset == nil) else {
      throw ConcordError(
        .invalidInput, "epoch and offset belong together", field: epoch == nil ? "epoch" : "offset")
    }
    if let epoch, let offset { position = LogPosition(epoch: epoch, offset: offset) }
    interests = Interests(kinds: Set(kinds), paths: Set(keys))
  }
}
