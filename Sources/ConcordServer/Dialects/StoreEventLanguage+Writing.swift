import ConcordCore

// What the store-event dialect says. Times are milliseconds since 1970-01-01T00:00:00Z.

extension StoreEventLanguage {
  func welcome(_ hello: ServerHello, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"type\":", "CONNECTION")
    writer.write("\"status\":", "connected")
    Self.end(nil, &writer)
  }

  func reply(_ reply: Reply, to writer: inout JSONWriter, output: (inout JSONWriter) -> Void) {
    guard case .storeEvent(let request) = reply.correlation else { return }
    writer.beginObject()
    switch request.kind {
    case .consoleLogs:
      writer.write("\"type\":", "CONSOLE_LOGS_ACK")
      Self.transform(output, &writer) { output, writer in
        var reader = JSONReader(output)
        if let received = JSONValue.decode(from: &reader)["received"] { writer.write("\"received\":", received) }
      }
    case .query:
      writer.write("\"type\":", "QUERY_RESULT")
      writer.write("\"entity\":", request.entity)
      Self.transform(output, &writer) { output, writer in
        writer.name("data")
        Self.writeState(ofPage: output, request, &writer)
        writer.endValue()
      }
    default:
      writer.write("\"type\":", "MUTATION_SUCCESS")
      writer.write("\"entity\":", request.entity)
      writer.writeIfPresent("\"operation\":", request.operation)
      writer.name("data")
      output(&writer)
      writer.endValue()
      writer.writeIfPresent("\"revision\":", reply.mark.revision)
    }
    writer.writeIfPresent("\"offset\":", reply.mark.offset)
    Self.end(request, &writer)
  }

  func refuse(_ error: ConcordError, _ correlation: Correlation?, topic: String?, to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"type\":", "ERROR")
    writer.write("\"error\":", error.message)
    writer.write("\"code\":", error.code.text)
    writer.writeIfPresent("\"field\":", error.field)
    writer.writeIfPresent("\"content\":", error.content)
    Self.end(correlation?.storeEvent, &writer)
  }

  /// Changes alone: a store holds no events.
  func tell(_ news: News, to writer: inout JSONWriter) -> Bool {
    guard case .change(let change, let offset) = news.content else { return false }
    writer.beginObject()
    writer.write("\"type\":", "STORE_UPDATE")
    writer.write("\"entity\":", change.path.entity)
    writer.name("data")
    writer.beginArray()
    switch change.action {
    case .created(let json), .updated(let json):
      writer.raw(json)
      writer.endValue()
    case .deleted: break
    }
    writer.endArray()
    writer.endValue()
    if change.action == .deleted {
      writer.name("deleted")
      writer.beginArray()
      writeKey(of: change.path, &writer)
      writer.endValue()
      writer.endArray()
      writer.endValue()
    }
    writer.write("\"epoch\":", news.epoch)
    writer.write("\"offset\":", offset)
    Self.end(nil, &writer)
    return true
  }

  func subscribed(_ subscription: Subscription, _ start: SubscriptionStart, to writer: inout JSONWriter) {
    guard let request = subscription.correlation.storeEvent else { return }
    writer.beginObject()
    writer.write("\"type\":", "SUBSCRIPTION_DATA")
    writer.write("\"entity\":", request.entity)
    if let rows = start.snapshot {
      writer.name("data")
      writeState(of: rows, request.entity, &writer)
      writer.endValue()
    } else {
      writer.write("\"recovered\":", true)
    }
    writer.write("\"epoch\":", start.position.epoch)
    writer.write("\"offset\":", start.position.offset)
    Self.end(request, &writer)
  }

  /// Said only to who asks by an id: the old clients wait for nothing.
  func unsubscribed(_ subscription: Subscription, to writer: inout JSONWriter) {
    guard let request = subscription.correlation.storeEvent, request.requestID != nil else { return }
    writer.beginObject()
    writer.write("\"type\":", "UNSUBSCRIBED")
    writer.write("\"entity\":", request.entity)
    Self.end(request, &writer)
  }

  // MARK: Store states

  /// A list's page as the state of a store; what is no page stays as it is.
  private static func writeState(ofPage output: RawSpan, _ request: StoreEventRequest, _ writer: inout JSONWriter) {
    var reader = JSONReader(output)
    var items: Range<Int>?
    var page = 1
    var (size, total) = (0, 0)
    if reader.nextKind() == .object {
      reader.beginObject()
      while let name = reader.nextName() {
        switch name {
        case "items": items = reader.rawValue()
        case "page": reader.read(&page)
        case "pageSize": reader.read(&size)
        case "total": reader.read(&total)
        default: reader.skipValue()
        }
      }
    }
    guard let items, reader.failure == nil else { return writer.raw(output) }
    writer.beginObject()
    writer.write("\"entity\":", request.entity)
    writeQuery(request.query, request.entity, &writer)
    writer.write("\"data\":", raw: output.extracting(items))
    writeMeta(total: total, size: size, page: page, &writer)
    writer.endObject()
  }

  /// A whole kind as the state of a store, in the order of its keys.
  private func writeState(of rows: [StoredEntity], _ entity: String, _ writer: inout JSONWriter) {
    let descriptor = kinds[entity]?.descriptor
    writer.beginObject()
    writer.write("\"entity\":", entity)
    Self.writeQuery(nil, entity, &writer)
    writer.name("data")
    writer.beginArray()
    for row in rows.sorted(by: { descriptor?.precedes($0.path, $1.path) ?? false }) {
      writer.raw(row.json)
      writer.endValue()
    }
    writer.endArray()
    writer.endValue()
    Self.writeMeta(total: rows.count, size: rows.count, page: 1, &writer)
    writer.endObject()
  }

  private static func writeQuery(_ query: [UInt8]?, _ entity: String, _ writer: inout JSONWriter) {
    writer.name("query")
    if let query {
      writer.raw(query)
    } else {
      writer.beginObject()
      writer.write("\"kind\":", entity)
      writer.endObject()
    }
    writer.endValue()
  }

  private static func writeMeta(total: Int, size: Int, page: Int, _ writer: inout JSONWriter) {
    writer.name("meta")
    writer.beginObject()
    writer.write("\"timestamp\":", Int(Timestamp.now.milliseconds))
    writer.write("\"totalCount\":", total)
    writer.write("\"pageSize\":", size)
    writer.write("\"pagesLoaded\":", [page])
    writer.endObject()
    writer.endValue()
  }

  // MARK: Parts

  /// The key as rows have it: the value of a root's key; of what lies below a root, the fields of its key.
  private func writeKey(of path: EntityPath, _ writer: inout JSONWriter) {
    guard let descriptor = kinds[path.entity]?.descriptor else { return writer.value(path) }
    if path.segments.count == 1 { return Self.writeKey(path.segments[0].key, descriptor.keyShapes.last, &writer) }
    writer.beginObject()
    for (index, segment) in path.segments.enumerated() where index < descriptor.keyNames.count {
      writer.name(descriptor.keyNames[index])
      Self.writeKey(segment.key, descriptor.keyShapes[index], &writer)
      writer.endValue()
    }
    writer.endObject()
  }

  private static func writeKey(_ key: String, _ shape: KeyShape?, _ writer: inout JSONWriter) {
    if case .number = shape, let number = Int(key) { writer.int(number) } else { writer.value(key) }
  }

  /// Writes what becomes of a handler's output, unless that has no form in JSON.
  private static func transform(
    _ output: (inout JSONWriter) -> Void, _ writer: inout JSONWriter,
    _ write: (RawSpan, inout JSONWriter) -> Void
  ) {
    var scratch = JSONWriter(capacity: 4096)
    output(&scratch)
    if let failure = scratch.failure { return writer.fail(failure.code) }
    write(scratch.bytes, &writer)
  }

  private static func end(_ request: StoreEventRequest?, _ writer: inout JSONWriter) {
    writer.writeIfPresent("\"requestId\":", request?.requestID)
    writer.write("\"timestamp\":", Int(Timestamp.now.milliseconds))
    writer.endObject()
  }
}

extension Correlation {
  fileprivate var storeEvent: StoreEventRequest? { if case .storeEvent(let request) = self { request } else { nil } }
}
