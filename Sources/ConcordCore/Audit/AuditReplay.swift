extension AuditLog {
  /// The records that a query asks for, page by page, up to the newest at the time when the last page is read.
  ///
  ///     for try await record in log.replay(AuditQuery(entity: tenant.path)) { … }
  public func replay(_ query: AuditQuery = AuditQuery(limit: 500)) -> AuditReplay {
    AuditReplay(log: self, query: query)
  }
}

/// Records of an audit log, oldest first.
public struct AuditReplay: AsyncSequence, Sendable {
  let log: any AuditLog
  let query: AuditQuery

  public func makeAsyncIterator() -> Iterator { Iterator(log: log, query: query) }

  public struct Iterator: AsyncIteratorProtocol {
    let log: any AuditLog
    var query: AuditQuery
    private var page: [AuditRecord] = []
    private var read = 0
    private var isOver = false

    init(log: any AuditLog, query: AuditQuery) {
      self.log = log
      self.query = query
    }

    public mutating func next() async throws(ConcordError) -> AuditRecord? {
      while read == page.count {
        guard !isOver else { return nil }
        let found = try await log.page(query)
        page = found.records
        read = 0
        if let next = found.next { query.after = next } else { isOver = true }
      }
      read += 1
      return page[read - 1]
    }
  }
}

/// Publishes recorded changes and events on a bus, as a client of the same contracts would have when they happened.
///
///     let player = AuditPlayer([Aurora.self], bus)
///     for try await record in log.replay() { try player.play(record) }
///
/// Sensitive values were not kept: a text is `****`, any other value blank.
public struct AuditPlayer: Sendable {
  private let pushes: [String: ClientBindings.Push]
  private let bus: any EventBus

  public init(_ packages: [any ContractPackage.Type], _ bus: any EventBus) {
    var bindings = ClientBindings()
    for package in packages { package.bind(&bindings) }
    pushes = bindings.pushes
    self.bus = bus
  }

  /// Publishes what the record tells of.
  ///
  /// - Returns: false for a record that no event on the bus tells of, such as a request's.
  /// - Throws: `INVALID_REPLY` when the payload is not what the contract says any more.
  @discardableResult
  public func play(_ record: AuditRecord) throws(ConcordError) -> Bool {
    guard record.kind == .change || record.kind == .event, let push = pushes[record.topic] else { return false }
    switch push {
    case .deleted(let announce):
      guard let path = record.entity else { return false }
      announce(path, bus)
    case .changed(let read):
      guard let payload = record.payload else { return false }
      try read(payload.span.bytes).announce(bus)
    case .event(let read):
      guard let payload = record.payload else { return false }
      try read(payload.span.bytes)(bus)
    }
    return true
  }
}
