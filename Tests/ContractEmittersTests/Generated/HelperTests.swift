import ConcordCore
import EmittedContracts
import Testing

/// Runs the golden package's event helper, clients, handlers and bindings.
@Suite struct HelperTests {
  // MARK: Events

  @Test func eventsReachTheirSubscribers() {
    let helper = EventHelper(InProcessEventBus())
    let log = Log()
    let token = helper.branch.subscribe.created { log.add("created \($0.name)") }
    _ = helper.branch.subscribe.flooded { log.add("flooded \($0.level)") }
    _ = helper.branch.subscribe.closeError { log.add("closeError \($0.error.code) \($0.input.heir)") }
    helper.branch.publish.created(Branch(name: "b", contacts: []))
    helper.branch.publish.creation(Branch(name: "other event", contacts: []))
    helper.branch.publish.flooded(BranchFloodedPayload(name: "b", level: 1.5))
    helper.branch.publish.closeError(
      Failure(error: ConcordError(.notFound, "gone"), input: BranchCloseInput(name: "b", heir: "h")))
    helper.branch.unsubscribe(token)
    helper.branch.publish.created(Branch(name: "c", contacts: []))
    #expect(log.lines == ["created b", "flooded 1.5", "closeError NOT_FOUND h"])
  }

  @Test func eventNames() {
    #expect(EventNames.createBook.text == "create-book" && BookEvents.table.creation.name == EventNames.createBook)
    #expect(SearchEvents.table.findError.name.text == "search-find-error")
    #expect(BranchEvents.table.flooded.topic == "branch:flooded" && BranchEvents.table.flooded.delivery == .latest)
    #expect(BranchEvents.table.alarm.delivery == .drop && SearchEvents.table.indexed.delivery == .every)
  }

  // MARK: Clients

  private struct Caller: OperationCaller {
    let log: Log

    func call<Input, Output>(
      _ operation: Operation<Input, Output>, _ input: Input, timeout: Duration?
    ) async throws(ConcordError) -> Output {
      var writer = JSONWriter(capacity: 64)
      operation.writeInput(input, to: &writer)
      log.add("\(operation.topic) \(text(writer.array()))")
      return .blank
    }
  }

  @Test func clientsCallByName() async throws {
    let log = Log()
    let client = Caller(log: log)
    try await client.branch.create(Branch(name: "b", kind: .large, contacts: []))
    try await client.branch.close(BranchCloseInput(name: "b", heir: "h"))
    try await client.search.reindex(Empty())
    #expect(
      log.lines == [
        #"branch:create_branch {"name":"b","kind":"large","manager":null,"contacts":[]}"#,
        #"branch:close_branch {"name":"b","heir":"h"}"#, "search:reindex {}",
      ])
    let close = BranchOperations.table.close
    #expect(close.isIdempotent && close.timeout == .seconds(90) && close.retry.retries == 2)
    #expect(close.retry.first == .milliseconds(500) && close.retry.maximum == .seconds(2))
    #expect(close.errors.map(\.text) == ["UNKNOWN_HEIR", "NOT_EMPTY"])
    #expect(close.events?.failure.name == EventNames.branchCloseError)
  }

  @Test func declaredErrorsComeBack() {
    let error = ConcordError(ErrorCode(wire: "UNKNOWN_HEIR"), "no such branch")
    #expect(BranchError(error) == .unknownHeir)
    #expect(BranchError(ConcordError(.notFound, "")) == nil)
    #expect(BranchError.notEmpty.code.httpStatus == 409)
  }

  // MARK: Handlers

  /// Keeps what was registered as functions from an input's JSON to an output's.
  private final class Registrar: OperationRegistrar {
    var handlers: [String: (String, RequestContext) async throws -> String] = [:]

    func register<Input, Output>(
      _ operation: Operation<Input, Output>,
      _ handler: @escaping @Sendable (Input, RequestContext) async throws -> Output
    ) {
      handlers[operation.topic] = { json, context in
        let bytes = Array(json.utf8)
        var reader = JSONReader(bytes.span.bytes)
        return text(encode(try await handler(operation.readInput(from: &reader), context)))
      }
    }

    func hasHandler(for topic: String) -> Bool { handlers[topic] != nil }
  }

  private struct Handler: BranchHandler {
    func create(_ entity: Branch, _ context: RequestContext) async throws -> Branch {
      var stored = entity
      stored.kind = .large
      return stored
    }
    func close(_ input: BranchCloseInput, _ context: RequestContext) async throws -> Branch {
      throw BranchError.unknownHeir
    }
    func audit(_ input: Key<Branch>, _ context: RequestContext) async throws -> BranchAuditOutput {
      BranchAuditOutput(findings: ["\(input) \(context.topic)"])
    }
  }

  /// Says which of the store's operations was called, by failing.
  private struct Store: EntityService, EventPublisher {
    struct Called: Error, Equatable { let operation: String }

    func create<E: Entity>(_ entity: E, _ context: RequestContext) async throws -> E {
      throw Called(operation: "create")
    }
    func update<E: Entity>(_ patch: Patch<E>, _ context: RequestContext) async throws -> E {
      throw Called(operation: "update")
    }
    func delete<E: Entity>(_ key: Key<E>, _ context: RequestContext) async throws -> Key<E> {
      throw Called(operation: "delete \(key)")
    }
    func get<E: Entity>(_ key: Key<E>, _ context: RequestContext) async throws -> E {
      throw Called(operation: "get \(key)")
    }
    func list<E: Entity>(_ query: ListQuery<E>, _ context: RequestContext) async throws -> Page<E> {
      throw Called(operation: "list")
    }
    func modify<E: Entity>(
      _ key: Key<E>, _ context: RequestContext, _ change: @Sendable (inout E) throws -> Void
    ) async throws -> E { throw Called(operation: "modify") }
    func publish<Payload: JSONCodable>(
      _ event: PushedEvent<Payload>, _ payload: Payload, about path: EntityPath?, cause: MessageID?,
      except: ConnectionID?
    ) {}
  }

  private func context(_ topic: String) -> RequestContext {
    RequestContext(
      connection: nil, messageID: .text("1"), topic: topic, kind: .custom, principal: .anonymous, entities: Store(),
      publisher: Store())
  }

  @Test func handlersAnswerWhatTheyImplementAndTheStoreTheRest() async throws {
    let registrar = Registrar()
    registrar.handle(branch: Handler())
    #expect(
      registrar.handlers.keys.sorted() == [
        "branch:audit_branch", "branch:close_branch", "branch:create_branch", "branch:delete_branch",
        "branch:get_branch", "branch:get_branches",
      ])
    func ask(_ topic: String, _ json: String) async throws -> String {
      let handler = try #require(registrar.handlers[topic])
      return try await handler(json, context(topic))
    }
    #expect(
      try await ask("branch:create_branch", #"{"name":"b","contacts":[]}"#)
        == #"{"name":"b","kind":"large","manager":null,"contacts":[]}"#)
    #expect(
      try await ask("branch:audit_branch", #"{"name":"b"}"#) == #"{"findings":["/branch/b branch:audit_branch"]}"#)
    await #expect(throws: BranchError.unknownHeir) {
      try await ask("branch:close_branch", #"{"name":"b","heir":"h"}"#)
    }
    await #expect(throws: Store.Called(operation: "get /branch/b")) {
      try await ask("branch:get_branch", #"{"name":"b"}"#)
    }
    await #expect(throws: Store.Called(operation: "delete /branch/b")) {
      try await ask("branch:delete_branch", #"{"name":"b"}"#)
    }
    await #expect(throws: Store.Called(operation: "list")) { try await ask("branch:get_branches", "{}") }
  }

  @Test func theStoreServesWhatNoHandlerAnswers() async throws {
    let registrar = Registrar()
    registrar.handle(branch: Handler())
    Branch.serveStored(on: registrar)
    Book.serveStored(on: registrar)
    let create = try #require(registrar.handlers["branch:create_branch"])
    #expect(try await create(#"{"name":"b","contacts":[]}"#, context("t")).contains("large"), "the handler stays")
    let update = try #require(registrar.handlers["book:update_book"])
    await #expect(throws: Store.Called(operation: "update")) {
      try await update(#"{"branch":"b","number":1}"#, context("t"))
    }
    #expect(registrar.handlers["branch:update_branch"] == nil, "the contract has none")
  }

  // MARK: Bindings

  @Test func bindingsOfThePackage() throws {
    var bindings = ClientBindings()
    LibraryPackage.bind(&bindings)
    #expect(
      bindings.pushes.keys.sorted() == [
        "book:created", "book:deleted", "book:updated", "booking:created", "booking:deleted", "booking:updated",
        "branch:alarm", "branch:created", "branch:deleted", "branch:flooded", "branch:updated", "lease:created",
        "lease:deleted", "lease:reminded", "lease:updated", "loan:created", "loan:deleted", "loan:updated",
        "search:indexed",
      ])
    #expect(
      bindings.intents.map(\.topic).sorted() == [
        "book:create_book", "book:delete_book", "book:update_book", "booking:create_booking",
        "booking:delete_booking", "booking:remind_booking", "booking:renew_booking", "booking:update_booking",
        "branch:close_branch", "branch:create_branch", "branch:delete_branch", "lease:create_lease",
        "lease:renew_lease", "loan:create_loan", "loan:renew_loan", "search:find",
      ])
    #expect(bindings.treeEvents.map(\.name.text) == ["branch-tree-changed"])
    #expect(
      LibraryPackage.entities.map { $0.descriptor.name } == ["branch", "lease", "book", "loan", "booking"],
      "parents first")
    #expect(LibraryPackage.name == "library")
  }

  @Test func pushesReachTheBus() throws {
    var bindings = ClientBindings()
    LibraryPackage.bind(&bindings)
    let bus = InProcessEventBus()
    let log = Log()
    _ = EventHelper(bus).book.subscribe.created { log.add("created \($0.title)") }
    _ = EventHelper(bus).book.subscribe.deleted { log.add("deleted \($0)") }
    _ = EventHelper(bus).branch.subscribe.flooded { log.add("flooded \($0.level)") }
    let book = Array(Samples.plainJSON.utf8)
    if case .changed(let receive)? = bindings.pushes["book:created"] {
      try receive(book.span.bytes).announce(bus)
    }
    if case .deleted(let receive)? = bindings.pushes["book:deleted"] {
      receive(Book.key(branch: "main", number: 7).path, bus)
    }
    let level = Array(#"{"name":"b","level":2}"#.utf8)
    if case .event(let receive)? = bindings.pushes["branch:flooded"] { try receive(level.span.bytes)(bus) }
    #expect(log.lines == ["created Emma", "deleted /branch/main/book/7", "flooded 2.0"])
  }
}
