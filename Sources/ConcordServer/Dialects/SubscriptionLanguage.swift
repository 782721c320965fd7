import ConcordCore

/// The subscription dialect, one entity at a time: `{"type":"subscribe","deploymentId":"dep_123"}`. It has no operations: state is read,
/// and changed, over HTTP.
///
/// A subscription ends with its entity. An answer has no id of its own; answers come in the order of the questions.
struct SubscriptionLanguage: Dialect {
  /// An entity with `subscribe: { by: key }`.
  struct Kind: Sendable {
    let descriptor: EntityDescriptor
    /// The fields that an update tells, none of them a secret.
    let state: [String]

    var idField: String { descriptor.name + "Id" }
  }

  private let kinds: [String: Kind]
  private let byField: [String: Kind]
  private let known: Set<String>

  var kind: ServerDefinition.Dialect { .subscription }
  var endsWithEntity: Bool { true }

  /// - Parameter entities: those of the namespace.
  init(_ entities: [any Entity.Type]) {
    var kinds: [String: Kind] = [:]
    for entity in entities {
      let descriptor = entity.descriptor
      guard descriptor.subscription?.scope == .key else { continue }
      kinds[descriptor.name] = Kind(descriptor: descriptor, state: Self.state(of: entity))
    }
    self.kinds = kinds
    byField = Dictionary(kinds.values.map { ($0.idField, $0) }, uniquingKeysWith: { first, _ in first })
    known = Set(byField.keys).union(["type", "epoch", "offset", "snapshot"])
  }

  /// The contract's `state`, or all fields where it has none.
  private static func state(of entity: any Entity.Type) -> [String] {
    let table = entity.fieldTable
    let fields = (entity as? any ReactiveEntity.Type)?.reactive.state ?? (0..<table.count).map { table.name($0) }
    let secrets = entity.secretFields
    return fields.filter { !secrets.contains($0) }
  }

  // MARK: Reading

  func read(_ frame: RawSpan) throws(Unreadable) -> Inbound {
    let members = FrameMembers(frame, known: known)
    var topic: String?
    do throws(ConcordError) {
      if let failure = members.failure { throw failure }
      topic = try members.read("type", in: frame)
      guard let topic else { throw ConcordError(.malformed, "type: is missing", field: "type") }
      guard topic == "subscribe" || topic == "unsubscribe" else {
        throw ConcordError(
          .wrongType, "type: '\(topic.prefix(128))' is neither subscribe nor unsubscribe", field: "type")
      }
      let (request, path) = try named(members, frame)
      var subscription = Subscription(
        correlation: .subscription(request), topic: topic, interests: Interests(paths: [path], alone: true))
      if topic == "unsubscribe" { return .unsubscribe(subscription) }
      subscription.mustExist = true
      subscription.position = try LogPosition(members, frame)
      let wants: Bool? = try members.read("snapshot", in: frame)
      subscription.wantsSnapshot = wants == true && subscription.position == nil
      return .subscribe(subscription)
    } catch {
      throw Unreadable(error: error, correlation: nil, topic: topic)
    }
  }

  /// The one entity that a frame names.
  private func named(
    _ members: FrameMembers, _ frame: RawSpan
  ) throws(ConcordError) -> (SubscriptionRequest, EntityPath) {
    let fields = members.names.filter { byField[$0] != nil }
    guard fields.count == 1, let field = fields.first, let kind = byField[field], let range = members[field] else {
      let all = byField.keys.sorted().joined(separator: ", ")
      throw ConcordError(
        .invalidInput,
        all.isEmpty ? "there is nothing to subscribe to here" : "name what is meant, by one of: \(all)")
    }
    let key: JSONValue? = try members.read(field, in: frame)
    guard let path = Self.path(key ?? .null, kind.descriptor) else {
      let form = kind.descriptor.ancestors.isEmpty ? "its key" : "its path, such as \(Self.example(kind.descriptor))"
      throw ConcordError(.invalidInput, "\(field): a \(kind.descriptor.name) is named by \(form)", field: field)
    }
    return (
      SubscriptionRequest(field: field, key: frame.extracting(range).withUnsafeBytes { Array($0) }), path
    )
  }

  /// A root is named by its key, what lies below one by its path.
  private static func path(_ key: JSONValue, _ descriptor: EntityDescriptor) -> EntityPath? {
    guard descriptor.ancestors.isEmpty else {
      guard let path = key.string.flatMap({ EntityPath($0) }),
        path.segments.map(\.entity) == descriptor.ancestors + [descriptor.name]
      else { return nil }
      return path
    }
    let text: String? =
      switch descriptor.keyShapes.last {
      case .number: key.int.map { String($0) } ?? key.string.flatMap { Int($0) }.map { String($0) }
      default: key.string
      }
    guard let text, !text.isEmpty else { return nil }
    return EntityPath([.init(entity: descriptor.name, key: text)])
  }

  private static func example(_ descriptor: EntityDescriptor) -> String {
    (descriptor.ancestors + [descriptor.name]).map { "/\($0)/…" }.joined()
  }

  // MARK: Writing

  /// There are no calls.
  func reply(_ reply: Reply, to writer: inout JSONWriter, output: (inout JSONWriter) -> Void) {}

  func refuse(_ error: ConcordError, _ correlation: Correlation?, topic: String?, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"type\":", "error")
    writer.write("\"code\":", error.code.text)
    writer.write("\"message\":", error.message)
    writer.endObject()
  }

  func subscribed(_ subscription: Subscription, _ start: SubscriptionStart, to writer: inout JSONWriter) {
    guard case .subscription(let request) = subscription.correlation else { return }
    writer.beginObject()
    writer.write("\"type\":", "subscribed")
    writer.write(key: request.field, RawJSON(bytes: request.key))
    if let entity = start.snapshot?.first, let kind = kinds[entity.path.entity] {
      writer.name("data")
      Self.write(kind.state, of: Self.value(entity.json), &writer)
      writer.endValue()
    }
    writer.write("\"epoch\":", start.position.epoch)
    writer.write("\"offset\":", start.position.offset)
    writer.endObject()
  }

  func unsubscribed(_ subscription: Subscription, to writer: inout JSONWriter) {
    guard case .subscription(let request) = subscription.correlation else { return }
    writer.beginObject()
    writer.write("\"type\":", "unsubscribed")
    writer.write(key: request.field, RawJSON(bytes: request.key))
    writer.endObject()
  }

  func tell(_ news: News, to writer: inout JSONWriter) -> Bool {
    guard let path = news.path, let kind = kinds[path.entity], news.group == path.entity else { return false }
    switch news.content {
    case .event(let topic, let payload, _):
      begin(Self.eventName(topic), path, kind, &writer)
      writer.name("data")
      Self.write(payload, withoutKeyOf: path, kind, &writer)
      writer.endValue()
    case .change(let change, let offset):
      switch change.action {
      case .deleted: begin("deleted", path, kind, &writer)
      case .created(let json), .updated(let json):
        let next = Self.value(json)
        if let previous = change.previous, case .updated = change.action,
          StateDiff(of: kind.state, from: Self.value(previous), to: next).isEmpty
        {
          return false
        }
        begin("updated", path, kind, &writer)
        writer.name("data")
        Self.write(kind.state, of: next, &writer)
        writer.endValue()
      }
      writer.write("\"epoch\":", news.epoch)
      writer.write("\"offset\":", offset)
    }
    writer.endObject()
    return true
  }

  private func begin(_ event: String, _ path: EntityPath, _ kind: Kind, _ writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"type\":", "\(path.entity).\(event)")
    writer.name(kind.idField)
    if path.segments.count > 1 {
      writer.value(path)
    } else if case .number = kind.descriptor.keyShapes.last, let number = Int(path.segments[0].key) {
      writer.int(number)
    } else {
      writer.value(path.segments[0].key)
    }
    writer.endValue()
  }

  /// An event's payload without the key, which the frame names already; the rest as it is.
  private static func write(
    _ payload: [UInt8], withoutKeyOf path: EntityPath, _ kind: Kind, _ writer: inout JSONWriter
  ) {
    var reader = JSONReader(payload.span.bytes)
    guard reader.nextKind() == .object else { return writer.raw(payload) }
    writer.beginObject()
    reader.beginObject()
    while let name = reader.nextName() {
      let range = reader.rawValue()
      if let place = kind.descriptor.keyNames.firstIndex(of: name), place < path.segments.count {
        let value = value(reader.copiedBytes(range))
        if path.segments[place].key == value.string ?? value.int.map({ String($0) }) { continue }
      }
      writer.name(name)
      writer.raw(reader.bytes(range))
      writer.endValue()
    }
    writer.endObject()
  }

  /// All of the state, so that who merges it knows also what has no value any more.
  private static func write(_ state: [String], of entity: JSONValue, _ writer: inout JSONWriter) {
    writer.beginObject()
    for field in state { writer.write(key: field, entity[field] ?? .null) }
    writer.endObject()
  }

  private static func value(_ json: [UInt8]) -> JSONValue {
    var reader = JSONReader(json.span.bytes)
    return JSONValue.decode(from: &reader)
  }

  /// The event's name in the contract: `status_changed` of a topic is `statusChanged`.
  private static func eventName(_ topic: String) -> String {
    let words = topic.drop { $0 != ":" }.dropFirst().split(separator: "_")
    return words.enumerated().map { $0.offset == 0 ? String($0.element) : $0.element.capitalized }.joined()
  }
}

extension Substring {
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}

/// JSON that was checked already.
private struct RawJSON: JSONCodable {
  let bytes: [UInt8]

  static var blank: RawJSON { RawJSON(bytes: Array("null".utf8)) }
  static func decode(from reader: inout JSONReader) -> RawJSON { RawJSON(bytes: reader.copiedBytes(reader.rawValue())) }
  func encode(to writer: inout JSONWriter) { writer.raw(bytes) }
}
