import ConcordCore
import ConcordTransport
import Synchronization

/// Tells an audit log what the server does. Every call is short: payloads are masked and encoded later, by the log.
final class Auditor: Sendable {
  let log: any AuditLog
  /// By name; of any other kind nobody knows what is sensitive, so its payloads are not kept.
  private let kinds: [String: any Entity.Type]
  private let strangers: Mutex<MessageRate>
  private let strangersLeftOut = Atomic<Int>(0)

  /// - Parameter strangers: how many records in a second may be about those who did not sign in. Connections and requests
  ///   cost them nothing but time: unbounded, they would push all other records out of the log.
  init(_ log: any AuditLog, _ packages: [any ContractPackage.Type], strangers: Int) {
    self.log = log
    self.strangers = Mutex(MessageRate(max(1, strangers), at: .now))
    kinds = Dictionary(
      packages.flatMap { $0.entities }.map { ($0.descriptor.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// How many records of strangers were left out.
  var leftOut: Int { strangersLeftOut.load(ordering: .relaxed) }

  /// What is about somebody is kept; of what is about nobody, a bounded number.
  private func append(_ entry: AuditEntry, by principal: String?) {
    if principal == nil, !strangers.withLock({ $0.admits(at: .now) }) {
      strangersLeftOut.add(1, ordering: .relaxed)
      return
    }
    log.append(entry)
  }

  // MARK: Requests

  /// What a request's record will tell that its handler does not see.
  func remark(on correlation: Correlation, bytes: Int) -> RequestContext.Remark {
    let metadata = correlation.metadata
    return RequestContext.Remark(bytes: bytes, source: metadata?.source, sessionID: metadata?.sessionId)
  }

  /// The handler, and a record of how each request ended.
  func around<Input: JSONCodable, Output>(
    _ handler: @escaping @Sendable (Input, RequestContext) async throws -> Output
  ) -> @Sendable (Input, RequestContext) async throws -> Output {
    { input, context in
      do {
        let output = try await handler(input, context)
        self.answered(input, context, nil)
        return output
      } catch {
        self.answered(input, context, Self.code(error))
        throw error
      }
    }
  }

  private static func code(_ error: any Error) -> ErrorCode {
    switch error {
    case let error as ConcordError: error.code
    case let error as any DeclaredError: error.code
    case is CancellationError: .timeout
    default: .internalError
    }
  }

  private func answered<Input: JSONCodable>(_ input: Input, _ context: RequestContext, _ error: ErrorCode?) {
    let isConsole = context.topic == StoreEventLanguage.capture && error == nil
    let record = AuditRecord(
      isConsole ? .console : .request, context.topic, principal: context.principal.name,
      connection: context.connection, message: context.messageID, offset: context.mark?.offset, error: error,
      source: context.remark?.source.map(Self.short), sessionID: context.remark?.sessionID.map(Self.short))
    let kind = kinds[Self.group(context.topic)]
    let bytes = MemoryLayout<Input>.size + (context.remark?.bytes ?? 0)
    append(
      AuditEntry(record, bytes: bytes) { record in
        record.entity = kind.flatMap { EntityPath(namedBy: input, $0) }
        // A query may compare a sensitive field with a value, and does not say which values are that.
        if !(input is any EntityQuery) { record.payload = maskedJSON(of: input) }
      }, by: context.principal.name)
  }

  /// A request that reached no handler. Nobody knows what its payload means. What strangers are refused is not recorded:
  /// nobody did it, and it costs them nothing.
  func refused(_ topic: String, _ correlation: Correlation, _ connection: ServerConnection, _ error: ErrorCode) {
    guard let name = connection.principal.name else { return }
    let metadata = correlation.metadata
    log.append(
      AuditEntry(
        AuditRecord(
          .request, Self.short(topic), principal: name, connection: connection.id, message: correlation.messageID,
          error: error, source: metadata?.source.map(Self.short), sessionID: metadata?.sessionId.map(Self.short))))
  }

  /// Somebody subscribed, or the opposite, or may not. What is malformed or beyond a limit is not recorded, as for other
  /// requests.
  func asked(_ subscription: Subscription, _ connection: ServerConnection, _ error: ErrorCode? = nil) {
    guard error == nil || error == .forbidden || error == .notFound else { return }
    let interests = subscription.interests
    let metadata = subscription.correlation.metadata
    let record = AuditRecord(
      .request, subscription.topic, entity: interests.count == 1 ? interests.paths.first : nil,
      principal: connection.principal.name, connection: connection.id, message: subscription.correlation.messageID,
      error: error, source: metadata?.source.map(Self.short), sessionID: metadata?.sessionId.map(Self.short))
    log.append(
      AuditEntry(record, bytes: interests.bytes) { $0.payload = maskedJSON(of: SubscriptionNote(interests)) })
  }

  /// Texts of a sender's own are cut: a record is no place to keep things.
  private static func short(_ text: String) -> String {
    text.utf8.count <= 128 ? text : String(decoding: text.utf8.prefix(128), as: UTF8.self)
  }

  // MARK: What happened

  /// Called inside of each commit.
  func committed(_ commit: Commit) {
    for change in commit.changes {
      let record = AuditRecord(
        .change, change.topic, entity: change.path, principal: commit.cause.actor?.id,
        connection: commit.cause.connection, cause: commit.cause.message, offset: commit.offset)
      switch change.action {
      case .deleted: log.append(AuditEntry(record))
      case .created(let json), .updated(let json):
        if let kind = kinds[change.path.entity] {
          log.append(AuditEntry(record, bytes: json.count) { $0.payload = maskedJSON(json, as: kind) })
        } else {
          log.append(AuditEntry(record))
        }
      }
    }
  }

  func published<Payload: JSONCodable>(
    _ topic: String, _ payload: Payload, about path: EntityPath?, cause: MessageID?, bytes: Int
  ) {
    log.append(
      AuditEntry(AuditRecord(.event, topic, entity: path, cause: cause), bytes: bytes) {
        $0.payload = maskedJSON(of: payload)
      })
  }

  // MARK: Connections

  func opened(_ connection: ServerConnection, _ socket: WebSocketConnection) {
    note("concord:opened", connection, ConnectionNote(path: connection.namespace.path, peer: socket.peer?.description))
  }

  func signedIn(_ connection: ServerConnection) { note(ReservedTopics.authenticate, connection, ConnectionNote()) }

  func closed(_ connection: ServerConnection, _ socket: WebSocketConnection, code: UInt16, reason: String) {
    let record = AuditRecord(
      .connection, "concord:closed", principal: connection.principal.name,
      connection: ConcordCore.ConnectionID(socket.id))
    append(
      AuditEntry(record) { $0.payload = maskedJSON(of: ConnectionNote(code: Int(code), reason: reason)) },
      by: record.principal)
  }

  private func note(_ topic: String, _ connection: ServerConnection, _ note: ConnectionNote) {
    let record = AuditRecord(.connection, topic, principal: connection.principal.name, connection: connection.id)
    append(AuditEntry(record) { $0.payload = maskedJSON(of: note) }, by: record.principal)
  }

  private static func group(_ topic: String) -> String { String(topic.prefix { $0 != ":" }) }
}
