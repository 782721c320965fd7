/// Which records of an audit log are wanted; what is nil does not narrow.
public struct AuditQuery: Sendable, Equatable {
  /// Records behind this position; 0 from the oldest that is kept.
  public var after: Int
  public var kinds: Set<AuditKind>?
  /// Records about this entity, or about one below it.
  public var entity: EntityPath?
  /// From this moment on, and before that one.
  public var from: Timestamp?, until: Timestamp?
  /// A request's own record, and those of what it led to.
  public var request: MessageID?
  /// How many a page holds at most.
  public var limit: Int

  public init(
    after: Int = 0, kinds: Set<AuditKind>? = nil, entity: EntityPath? = nil, from: Timestamp? = nil,
    until: Timestamp? = nil, request: MessageID? = nil, limit: Int = 100
  ) {
    self.after = after
    self.kinds = kinds
    self.entity = entity
    self.from = from
    self.until = until
    self.request = request
    self.limit = limit
  }

  /// True for a record that the query asks for.
  public func matches(_ record: AuditRecord) -> Bool {
    guard record.position > after else { return false }
    if let kinds, !kinds.contains(record.kind) { return false }
    if let entity, record.entity?.isWithin(entity) != true { return false }
    if let from, record.time < from { return false }
    if let until, record.time >= until { return false }
    if let request, record.message != request, record.cause != request { return false }
    return true
  }
}

/// Some records, and where the next are.
public struct AuditPage: Sendable, Equatable {
  /// Oldest first.
  public var records: [AuditRecord]
  /// The `after` of the next page; nil when this is the last.
  public var next: Int?

  /// The first of these records that fit into a page.
  ///
  /// - Parameter found: those that match, oldest first, at least one more than the limit where there are more.
  public init(_ found: [AuditRecord], limit: Int) {
    let limit = max(1, limit)
    records = Array(found.prefix(limit))
    next = found.count > limit ? records.last?.position : nil
  }
}
