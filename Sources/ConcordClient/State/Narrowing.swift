import ConcordCore

/// What a client wants to hear of, once it does not want to hear of everything. A plain value.
struct Narrowing: Sendable, Equatable {
  /// Entities, each with what lies below it.
  var keys: Set<EntityPath> = []
  /// Kinds, by name.
  var kinds: Set<String> = []

  var isEmpty: Bool { keys.isEmpty && kinds.isEmpty }

  func covers(_ path: EntityPath) -> Bool {
    if kinds.contains(path.entity) { return true }
    guard !keys.isEmpty else { return false }
    return path.segments.indices.contains { keys.contains(EntityPath(Array(path.segments[...$0]))) }
  }

  /// What a server says of a subscription that it will refuse the next time as well.
  static let refusals: Set<ErrorCode> = [.forbidden, .notFound, .invalidInput]

  /// Two narrowings that are this one together; nil when it is one key or one kind.
  var halves: (Narrowing, Narrowing)? {
    let count = keys.count + kinds.count
    guard count > 1 else { return nil }
    let keys = Array(keys)
    let kinds = Array(kinds)
    let first = Narrowing(
      keys: Set(keys.prefix(count / 2)), kinds: Set(kinds.prefix(max(0, count / 2 - keys.count))))
    var second = self
    second.subtract(first)
    return (first, second)
  }

  mutating func formUnion(_ other: Narrowing) {
    keys.formUnion(other.keys)
    kinds.formUnion(other.kinds)
  }

  mutating func subtract(_ other: Narrowing) {
    keys.subtract(other.keys)
    kinds.subtract(other.kinds)
  }
}

/// What the server says to a subscription, and to whoever asks what they missed.
struct StreamStart: Sendable {
  var epoch = ""
  /// What comes next is after this place; of an answer to what was missed, that ends here.
  var offset = 0
  var isRecovered = false
  /// The state at that place, where it was asked for.
  var entities: [(entity: any Entity, revision: Int)]?

  /// Reads a payload; entities of kinds that are not known are left out.
  ///
  /// - Throws: `INVALID_REPLY`
  init(_ payload: RawSpan, _ kinds: EntityKinds) throws(ConcordError) {
    var reader = JSONReader(payload)
    var values: [SnapshotEntry]?
    reader.beginObject()
    while let name = reader.nextName() {
      switch name {
      case "epoch": reader.read(&epoch)
      case "offset": reader.read(&offset)
      case "recovered": reader.read(&isRecovered)
      case "entities": values = SnapshotEntry.list(&reader)
      default: reader.skipValue()
      }
    }
    reader.finish()
    if let failure = reader.failure { throw ConcordError(invalid: failure, in: payload, code: .invalidReply) }
    guard let values else { return }
    var entities: [(entity: any Entity, revision: Int)] = []
    for value in values {
      guard let type = kinds.type(value.path.entity) else { continue }
      entities.append((try Self.decode(type, payload.extracting(value.value)), value.revision))
    }
    self.entities = entities
  }

  private static func decode<E: Entity>(_ type: E.Type, _ json: RawSpan) throws(ConcordError) -> any Entity {
    try ConcordCore.decode(type, from: json, failing: .invalidReply)
  }
}

/// One entity of a snapshot: `{"path": "/tenant/acme", "revision": 3, "value": {…}}`.
private struct SnapshotEntry {
  var path = EntityPath([])
  var revision = 0
  var value = 0..<0

  static func list(_ reader: inout JSONReader) -> [SnapshotEntry] {
    var entries: [SnapshotEntry] = []
    var first = true
    reader.beginArray()
    while reader.nextElement(&first) {
      var entry = SnapshotEntry()
      reader.beginObject()
      while let name = reader.nextName() {
        switch name {
        case "path": reader.read(&entry.path)
        case "revision": reader.read(&entry.revision)
        case "value": entry.value = reader.rawValue()
        default: reader.skipValue()
        }
      }
      entries.append(entry)
    }
    return entries
  }
}
