import Synchronization

/// What a handler knows about the request that it serves, and what it may do beside answering it.
///
/// One per request; handlers may hand it to child tasks of the request.
public final class RequestContext: Sendable {
  /// The request's id: it becomes the `cause` of the events that the request leads to.
  public let messageID: MessageID
  /// The topic that was called.
  public let topic: String
  /// What the operation does to an entity, as the contract says.
  public let kind: OperationKind
  /// The files of a multipart request, by the names of their parts; empty for every other request.
  public let files: [String: UploadedFile]
  /// What the operation's entity has to be for the caller; nil when anybody's will do.
  public let ownership: Ownership?
  /// What records tell of the request; nil where nothing keeps any.
  public let remark: Remark?
  private let origin: RequestOrigin
  private let agent: ChangeActor?
  private let progress = Mutex(Progress())
  private let kept = Mutex<[Cookie]>([])

  /// - Parameter origin: whose request it is; a connection has one for all of its requests.
  package init(
    _ origin: RequestOrigin, messageID: MessageID, topic: String, kind: OperationKind,
    files: [String: UploadedFile] = [:], ownership: Ownership? = nil, actor: ChangeActor? = nil,
    remark: Remark? = nil
  ) {
    self.origin = origin
    self.remark = remark
    agent = actor
    self.messageID = messageID
    self.topic = topic
    self.kind = kind
    self.files = files
    self.ownership = ownership
  }

  /// For a request that shares its origin with no other.
  public convenience init(
    connection: ConnectionID?, messageID: MessageID, topic: String, kind: OperationKind, principal: Principal,
    session: Session? = nil, peer: String? = nil, files: [String: UploadedFile] = [:],
    ownership: Ownership? = nil, entities: any EntityService, publisher: any EventPublisher,
    actor: ChangeActor? = nil, remark: Remark? = nil
  ) {
    let origin = RequestOrigin(
      connection: connection, principal: principal, session: session, peer: peer, entities: entities,
      publisher: publisher)
    self.init(
      origin, messageID: messageID, topic: topic, kind: kind, files: files, ownership: ownership, actor: actor,
      remark: remark)
  }

  /// The connection that the request came by, or nil for a call inside the process.
  public var connection: ConnectionID? { origin.connection }
  /// Who asks, as far as the connection knows.
  public var principal: Principal { origin.principal }
  /// The sign-in that the caller stands on; nil without one.
  public var session: Session? { origin.session }
  /// The caller's network address without a port, as text; nil for a call inside the process. Callers behind one proxy
  /// share it.
  public var peer: String? { origin.peer }
  /// The stored entities.
  public var entities: any EntityService { origin.entities }

  /// Who is named in records of what the request changes: the principal, or the reaction that runs.
  public var actor: ChangeActor { agent ?? ChangeActor(origin.principal) }

  /// Sends a pushed event of the contract to every connection that listens, the caller's own included.
  ///
  /// Best effort: it is not part of the log and cannot be recovered.
  ///
  /// - Parameter path: the entity that the event is about (`deployment.path`), for those who subscribed to that one; nil when
  ///   the payload names it, or there is none.
  public func publish<Payload: JSONCodable>(
    _ event: PushedEvent<Payload>, _ payload: Payload, about path: EntityPath? = nil
  ) {
    origin.publisher.publish(event, payload, about: path, cause: messageID, except: nil)
  }

  /// What entities of a kind have to be for the caller when an entity service does this to them: as the operation's rule
  /// says, when it is the conventional operation itself, and for every list. What else a handler does to entities is its
  /// own affair.
  public func ownership<E: Entity>(_ kind: OperationKind, _ type: E.Type) -> Ownership? {
    guard let ownership, ownership.entity == E.descriptor.name, self.kind == kind || kind == .list else { return nil }
    return ownership
  }

  /// Notes the revision and offset that the reply shall carry. Entity services call it.
  public func note(_ mark: StoreMark) { progress.withLock { $0.mark = mark } }

  /// The revision and offset that the reply carries.
  public var mark: StoreMark? { progress.withLock { $0.mark } }

  /// Something was committed on behalf of the request: what it leads to happened, whatever becomes of the request. Entity
  /// services call it.
  public func noteCommit() { progress.withLock { $0.hasCommitted = true } }

  /// Whether something was committed on behalf of the request.
  public var hasCommitted: Bool { progress.withLock { $0.hasCommitted } }

  /// What stands for the pushes of changes that the reply shows; nil for a request that came by no connection, or was
  /// answered already: no reply tells of what it changes then.
  package var reply: OwnReply? {
    guard let connection else { return nil }
    return progress.withLock { progress in
      if progress.isAnswered { return nil }
      if let known = progress.reply { return known }
      let made = OwnReply(connection)
      progress.reply = made
      return made
    }
  }

  /// The handler is done: what the reply would show, for `settle`.
  ///
  /// - Returns: the revision and offset that the reply carries.
  package func finish<Output>(with output: Output) -> StoreMark? {
    progress.withLock { progress in
      // Most requests change nothing.
      if progress.reply != nil {
        switch output {
        case let entity as any Entity: progress.shown = .showed(entity.path)
        case let key as any EntityName: progress.shown = .deleted(key.path)
        default: break
        }
      }
      return progress.mark
    }
  }

  /// The request was answered: by its output, or with an error, or nobody is there any more.
  package func settle(isShown: Bool) {
    progress.withLock { progress in
      progress.isAnswered = true
      progress.reply?.settle(isShown ? progress.shown : .nothing)
    }
  }

  /// Has the answer set a cookie, in place of one with the same name. Only HTTP carries cookies; elsewhere nothing happens.
  public func set(_ cookie: Cookie) {
    kept.withLock { cookies in
      cookies.removeAll { $0.name == cookie.name }
      cookies.append(cookie)
    }
  }

  /// The cookies that the answer shall set, in the order in which handlers set them.
  public var cookies: [Cookie] { kept.withLock { $0 } }
}

/// What became of a request so far.
private struct Progress {
  var mark: StoreMark?
  var hasCommitted = false
  var isAnswered = false
  var reply: OwnReply?
  var shown = OwnReply.State.nothing
}

/// Where in the log the state stands that a reply shows.
public struct StoreMark: Sendable, Equatable {
  /// The entity's revision, where the reply is about one entity.
  public var revision: Int?
  /// The offset of the commit, where the request changed something.
  public var offset: Int?

  public init(revision: Int? = nil, offset: Int? = nil) {
    self.revision = revision
    self.offset = offset
  }
}

/// A connection's number, unique within one run of a server.
public struct ConnectionID: Hashable, Sendable, CustomStringConvertible {
  public let number: UInt64
  public init(_ number: UInt64) { self.number = number }
  public var description: String { "connection-\(number)" }
}

/// Sends pushed events; the server is one.
public protocol EventPublisher: Sendable {
  /// Encodes the payload once and hands it to every listening connection but `except`. `path` is the entity that it is about,
  /// where the payload does not name it.
  func publish<Payload: JSONCodable>(
    _ event: PushedEvent<Payload>, _ payload: Payload, about path: EntityPath?, cause: MessageID?, except: ConnectionID?
  )
}
