import ConcordCore
import ConcordTransport

/// Where a subscription starts as the store was read, and what of the events that came meanwhile it shows already.
struct ReadStart {
  var start: SubscriptionStart
  /// The frames of what was missed.
  var missed: [PreparedMessage] = []
  /// Everything that these cover was, up to this offset, among what was missed.
  var interests = Interests()
  var offset = -1
  /// The offset of the read of each kind, and the revision of each entity, in the snapshot.
  var kinds: [String: Int] = [:]
  var revisions: [EntityPath: Int] = [:]

  init(_ start: SubscriptionStart) { self.start = start }

  /// Whether an event that came during the read tells nothing new.
  func shows(_ part: PushPart, _ push: Push) -> Bool {
    guard let offset = push.offset, case .change(let change, _) = part.news.content else { return false }
    if offset <= self.offset, interests.cover(part.group, part.path) { return true }
    if let shown = kinds[change.path.entity], offset <= shown { return true }
    return revisions[change.path].map { change.revision <= $0 } ?? false
  }
}

/// Reads what there is of what somebody subscribes to, as far as it is theirs to read.
struct SnapshotReader {
  private let runtime: Runtime
  private let namespace: Namespace
  private let principal: Principal
  private let maxBytes: Int

  /// - Parameter maxBytes: of the entities in a snapshot.
  init(_ runtime: Runtime, _ namespace: Namespace, _ principal: Principal, maxBytes: Int) {
    self.maxBytes = maxBytes
    self.runtime = runtime
    self.namespace = namespace
    self.principal = principal
  }

  /// - Throws: `TOO_LARGE` when there is more than a snapshot may show; what the store throws.
  func read(_ interests: Interests) async throws(ConcordError) -> ReadStart {
    let store = runtime.store
    var found: [StoredEntity] = []
    var bytes = 0
    func add(_ entities: [StoredEntity]) throws(ConcordError) {
      for stored in entities where mayRead(stored) {
        // With its path and revision.
        bytes += stored.json.count + 128
        guard bytes <= maxBytes else {
          throw ConcordError(
            .tooLarge,
            "the snapshot would have more than \(maxBytes) bytes (snapshotBytes); read lists, page by page, or ask for less"
          )
        }
        found.append(stored)
      }
    }
    var kinds: [String: Int] = [:]
    var first = Int.max
    for kind in interests.kinds.sorted() {
      let snapshot = try await store.entities(of: kind, within: nil)
      try add(snapshot.entities)
      kinds[kind] = snapshot.offset
      first = min(first, snapshot.offset)
    }
    let paths = interests.distinctPaths
    if !paths.isEmpty {
      // Before they are read: what changes in between is known by its revision.
      first = min(first, try await store.offset)
      for path in paths {
        if !interests.kinds.contains(path.entity), let stored = try await store.read(path) { try add([stored]) }
        if interests.alone { continue }
        // A path stands for what lies below it, too: whoever applies a snapshot without that would forget it.
        for kind in runtime.deriver.audiences.kinds(below: path.entity)
        where namespace.speaks(of: kind) && !interests.kinds.contains(kind) {
          try add(try await store.entities(of: kind, within: path).entities)
        }
      }
    }
    let position = LogPosition(epoch: runtime.deriver.epoch, offset: first)
    var start = ReadStart(SubscriptionStart(position: position, snapshot: found))
    start.kinds = kinds
    for stored in found { start.revisions[stored.path] = stored.revision }
    return start
  }

  private func mayRead(_ stored: StoredEntity) -> Bool {
    runtime.deriver.audiences.rule(of: stored.path.entity)?.rule.admits(principal, to: stored.json) ?? true
  }
}

extension EntityStore {
  /// The offset of the last commit. Nothing is named by the empty path: only the offset is wanted.
  var offset: Int {
    get async throws(ConcordError) {
      try await entities(of: "", within: EntityPath([.init(entity: "", key: "")])).offset
    }
  }
}
