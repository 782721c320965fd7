/// Keeps entities and their log. `MemoryStore` and the SQLite store implement it.
///
/// Entities are kept as the JSON that was written from their generated types; a store never interprets it beyond what a
/// query names. A write is a value: no closure of the caller runs inside a transaction.
public protocol EntityStore: Sendable {
  /// Made anew when the store is created or restored: offsets of different epochs cannot be compared.
  var epoch: String { get }

  /// Tells the store which kinds of entities it holds, and so what it has to keep of each: unique values, references, and
  /// what deletion does. Called before the first commit; what the store holds already is indexed.
  func declare(_ entities: [any Entity.Type])

  /// Applies all mutations or none, and appends the changes to the log under one new offset. Values have to be unique and
  /// references to exist when all mutations are done, so that two entities may swap a value, or come with what they
  /// refer to.
  ///
  /// - Throws: `ConcordError`: `ALREADY_EXISTS`, `NOT_FOUND`, `RESTRICTED`, `CONFLICT` (a precondition does not hold, or, with
  ///   the field, a unique value is taken), `INVALID_INPUT` (a reference, with its field, to what does not exist), `OVERLOADED`.
  func commit(_ mutations: [Mutation], preconditions: [Precondition], cause: Cause) async throws(ConcordError) -> Commit

  /// The next number of a sequence, from 1. No number is given twice; one whose commit fails is lost.
  func nextNumber(of sequence: String) async throws(ConcordError) -> Int

  /// The entity at a path, nil when there is none.
  func read(_ path: EntityPath) async throws(ConcordError) -> StoredEntity?

  /// All entities of one kind within a scope (a path that they lie below, nil for all), and the offset that they show.
  func entities(of kind: String, within scope: EntityPath?) async throws(ConcordError) -> Snapshot

  /// What was committed after `offset`, oldest first; nil when the log no longer reaches back so far.
  func changes(after offset: Int) async throws(ConcordError) -> [Commit]?

  /// Calls `receive` for every later commit, in offset order, from one place at a time. There is one follower: the sequencer.
  func follow(_ receive: @escaping @Sendable (Commit) -> Void)
}

/// One entity as it is stored.
public struct StoredEntity: Sendable, Equatable {
  public let path: EntityPath
  /// The offset of the commit that made this state: it only grows, also over a deletion and a new entity of the same name.
  public let revision: Int
  /// The entity as JSON.
  public let json: [UInt8]

  public init(path: EntityPath, revision: Int, json: [UInt8]) {
    self.path = path
    self.revision = revision
    self.json = json
  }
}

/// One change that a commit shall make.
public enum Mutation: Sendable {
  /// A new entity; its parent must exist unless it is a root.
  case insert(EntityPath, json: [UInt8])
  /// A new state of an entity that exists.
  case update(EntityPath, json: [UInt8])
  /// The end of an entity and, as `rules` say by entity name, of what lies below it; what refers to any of it follows the
  /// `onDelete` of its reference.
  case delete(EntityPath, rules: [String: ParentDeletion])
}

/// What must hold for a commit to happen.
public enum Precondition: Sendable {
  /// The entity has this revision.
  case revision(EntityPath, Int)
}

/// Who caused a commit: pushes name the message.
public struct Cause: Sendable, Equatable {
  public var message: MessageID?
  /// Where the request came from, for the record.
  public var connection: ConnectionID?
  /// What that connection is told of the commit by its reply; as long as the process lives.
  package var reply: OwnReply?
  /// Who it was; nil for the program itself.
  public var actor: ChangeActor?
  /// How many reactions led to it, one after the other; 0 for what was asked for.
  public var depth: Int

  public init(
    message: MessageID? = nil, connection: ConnectionID? = nil, actor: ChangeActor? = nil, depth: Int = 0
  ) {
    self.message = message
    self.connection = connection
    self.actor = actor
    self.depth = depth
  }

  public static func == (one: Cause, other: Cause) -> Bool {
    one.message == other.message && one.connection == other.connection && one.actor == other.actor
      && one.depth == other.depth
  }
}

/// Several entities read at once.
public struct Snapshot: Sendable {
  public let entities: [StoredEntity]
  /// The last commit that they show.
  public let offset: Int

  public init(entities: [StoredEntity], offset: Int) {
    self.entities = entities
    self.offset = offset
  }
}

/// What was committed: the log's entry.
public struct Commit: Sendable {
  /// Counts up by one with each commit, from 1.
  public let offset: Int
  /// In the order in which listeners shall see them: of a deleted branch the leaves first.
  public let changes: [Change]
  public let cause: Cause

  public init(offset: Int, changes: [Change], cause: Cause) {
    self.offset = offset
    self.changes = changes
    self.cause = cause
  }
}

/// One entity's change within a commit.
public struct Change: Sendable {
  public let path: EntityPath
  public let revision: Int
  public let action: Action
  /// The entity as JSON before it was updated or deleted; nil for one that was created.
  public let previous: [UInt8]?

  public enum Action: Sendable, Equatable {
    case created(json: [UInt8])
    case updated(json: [UInt8])
    case deleted
  }

  public init(path: EntityPath, revision: Int, action: Action, previous: [UInt8]? = nil) {
    self.path = path
    self.revision = revision
    self.action = action
    self.previous = previous
  }

  /// The topic of the pushed event: `account:created`.
  public var topic: String {
    switch action {
    case .created: "\(path.entity):created"
    case .updated: "\(path.entity):updated"
    case .deleted: "\(path.entity):deleted"
    }
  }
}
