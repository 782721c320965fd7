import ConcordCore

/// The store-event dialect, an admin panel's event bus: `{"type":"QUERY","entity":"partner","payload":{…},"requestId":"req_1"}`.
/// What it writes is in `StoreEventLanguage+Writing`.
///
/// An entity's queries and mutations are its conventional operations. Who follows a kind holds a copy of it, so they are told of
/// their own changes too.
struct StoreEventLanguage: Dialect {
  /// An entity of the namespace.
  struct Kind: Sendable {
    let descriptor: EntityDescriptor
    /// The topics of its conventional operations.
    var topics: [OperationKind: String] = [:]
  }

  let kinds: [String: Kind]
  /// The operation that keeps what browsers wrote to their consoles.
  static let capture = "console:capture"

  var kind: ServerDefinition.Dialect { .storeEvent }
  var hearsOwn: Bool { true }

  /// - Parameters:
  ///   - entities: those of the namespace.
  ///   - operations: the topics that have a handler there, with what each does.
  init(_ entities: [any Entity.Type], operations: [String: OperationKind]) {
    var kinds: [String: Kind] = [:]
    for entity in entities { kinds[entity.descriptor.name] = Kind(descriptor: entity.descriptor) }
    for (topic, operation) in operations {
      guard let entity = topic.split(separator: ":").first.map(String.init), kinds[entity] != nil else { continue }
      if operation != .custom {
        kinds[entity]?.topics[operation] = topic
      } else if let operation = Self.conventional(topic, of: entity), kinds[entity]?.topics[operation] == nil {
        // One whose answer is its own, under the conventional topic.
        kinds[entity]?.topics[operation] = topic
      }
    }
    self.kinds = kinds
  }

  private static func conventional(_ topic: String, of entity: String) -> OperationKind? {
    let snake = entity.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
    return mutations.values.first { topic == "\(entity):\($0.verb)_\(snake)" }?.kind
  }

  /// What a mutation's `operation` does.
  private static let mutations: [String: (kind: OperationKind, verb: String)] = [
    "CREATE": (.create, "create"), "UPDATE": (.update, "update"), "DELETE": (.delete, "delete"),
  ]

  // MARK: Reading

  private static let known: Set<String> = [
    "type", "entity", "operation", "payload", "query", "requestId", "metadata", "messages", "source", "epoch", "offset",
  ]

  func read(_ frame: RawSpan) throws(Unreadable) -> Inbound {
    let members = FrameMembers(frame, known: Self.known)
    var request = StoreEventRequest(nil)
    var hasID = false
    var topic: String?
    do throws(ConcordError) {
      let id: MessageID? = try members.read("requestId", in: frame)
      if let id {
        request = StoreEventRequest(id.description)
        hasID = true
      }
      if let failure = members.failure { throw failure }
      let type: String? = try members.read("type", in: frame)
      guard let type else { throw ConcordError(.malformed, "type: is missing", field: "type") }
      topic = type.uppercased()
      guard let kind = StoreEventRequest.Kind(rawValue: type.uppercased()) else {
        let kinds = StoreEventRequest.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        throw ConcordError(.wrongType, "type: '\(type.prefix(128))' is none of \(kinds)", field: "type")
      }
      request.kind = kind
      request.metadata = try Self.metadata(members, frame)
      request.entity = try members.read("entity", in: frame) ?? ""
      return try inbound(kind, request, members, frame)
    } catch {
      throw Unreadable(error: error, correlation: hasID ? .storeEvent(request) : nil, topic: topic)
    }
  }

  private func inbound(
    _ kind: StoreEventRequest.Kind, _ request: StoreEventRequest, _ members: FrameMembers, _ frame: RawSpan
  ) throws(ConcordError) -> Inbound {
    switch kind {
    case .query: return try query(request, members, frame)
    case .mutation: return try mutation(request, members, frame)
    case .consoleLogs: return logs(request, members, frame)
    case .subscribe, .unsubscribe:
      guard !request.entity.isEmpty else { throw Self.missingEntity }
      var subscription = Subscription(
        correlation: .storeEvent(request), topic: kind.rawValue, interests: Interests(kinds: [request.entity]))
      if kind == .unsubscribe { return .unsubscribe(subscription) }
      subscription.position = try LogPosition(members, frame)
      subscription.wantsSnapshot = subscription.position == nil
      return .subscribe(subscription)
    }
  }

  private func query(
    _ request: StoreEventRequest, _ members: FrameMembers, _ frame: RawSpan
  ) throws(ConcordError) -> Inbound {
    var request = request
    var query = StoreQuery()
    // The old clients say `query` or `payload`.
    if let range = members["payload"] ?? members["query"], !Self.isNull(frame.extracting(range)) {
      query = try StoreQuery(reading: frame.extracting(range))
      request.query = frame.extracting(range).withUnsafeBytes { Array($0) }
    }
    if request.entity.isEmpty { request.entity = query.kind ?? "" }
    guard !request.entity.isEmpty else { throw Self.missingEntity }
    if let kind = query.kind, kind != request.entity {
      throw ConcordError(
        .invalidInput, "kind: '\(kind.prefix(128))' is another than the entity '\(request.entity.prefix(128))'",
        field: "kind")
    }
    let kind = kinds[request.entity]
    return .call(
      topic: kind?.topics[.list] ?? "\(request.entity):list", .storeEvent(request),
      payload: .made(query.listInput(of: kind?.descriptor)))
  }

  private func mutation(
    _ request: StoreEventRequest, _ members: FrameMembers, _ frame: RawSpan
  ) throws(ConcordError) -> Inbound {
    var request = request
    guard !request.entity.isEmpty else { throw Self.missingEntity }
    let operation: String? = try members.read("operation", in: frame)
    guard let operation = operation?.uppercased(), let mutation = Self.mutations[operation] else {
      throw ConcordError(.invalidInput, "operation: is CREATE, UPDATE or DELETE", field: "operation")
    }
    request.operation = operation
    let topic = kinds[request.entity]?.topics[mutation.kind] ?? "\(request.entity):\(mutation.verb)"
    return .call(topic: topic, .storeEvent(request), payload: members["payload"].map { .frame($0) } ?? .none)
  }

  /// `messages` and `source` stand in the frame itself, or in its payload.
  private func logs(_ request: StoreEventRequest, _ members: FrameMembers, _ frame: RawSpan) -> Inbound {
    guard members["messages"] != nil || members["source"] != nil else {
      return .call(
        topic: Self.capture, .storeEvent(request), payload: members["payload"].map { .frame($0) } ?? .none)
    }
    var writer = JSONWriter(capacity: 1024)
    writer.beginObject()
    if let range = members["messages"] { writer.write("\"messages\":", raw: frame.extracting(range)) }
    if let range = members["source"] { writer.write("\"source\":", raw: frame.extracting(range)) }
    writer.endObject()
    return .call(topic: Self.capture, .storeEvent(request), payload: .made(writer.array()))
  }

  private static func metadata(
    _ members: FrameMembers, _ frame: RawSpan
  ) throws(ConcordError) -> StoreEventRequest.Metadata? {
    let value: JSONValue? = try members.read("metadata", in: frame)
    return value.map { .init(source: $0["source"]?.string, sessionId: $0["sessionId"]?.string) }
  }

  private static func isNull(_ json: RawSpan) -> Bool {
    var reader = JSONReader(json)
    return reader.nextKind() == .null
  }

  private static let missingEntity = ConcordError(.invalidInput, "entity: is missing", field: "entity")
}

extension LogPosition {
  /// A frame's `epoch` and `offset`; nil when it has neither.
  init?(_ members: FrameMembers, _ frame: RawSpan) throws(ConcordError) {
    let epoch: String? = try members.read("epoch", in: frame)
    let offset: Int? = try members.read("offset", in: frame)
    guard (epoch == nil) == (offset == nil) else {
      throw ConcordError(
        .invalidInput, "epoch and offset belong together", field: epoch == nil ? "epoch" : "offset")
    }
    guard let epoch, let offset else { return nil }
    self.init(epoch: epoch, offset: offset)
  }
}
