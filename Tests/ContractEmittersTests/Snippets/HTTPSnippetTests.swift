import Testing

/// HTTP, own answers and payloads, and the Swift that they become.
@Suite struct HTTPSnippetTests {
  private static let contract = """
    concord: 1
    entity: door
    key: id
    fields: { id: { type: id, readonly: true }, width: int }
    operations:
      create: { http: POST /doors, status: 202, idempotency-key: header, output: { doorId: string } }
      get:    { http: "GET /doors/{id}" }
      list:   { http: GET /doors, output: list<Door>, page: 7, filter: [width] }
      delete: { http: "DELETE /doors/{id}", payload: key }
      open:   { input: { by: string }, payload: input, events: [open, opened, openError] }
      close:  { input: key, output: int, payload: none }
      clean:  { input: key, output: int, payload: key }
      photograph:
        http: "POST /doors/{id}/photos"
        multipart: { photo: file, note: string }
        events: none
    """

  @Test func operations() throws {
    #expect(
      try Emitting.swift(Self.contract, only: "public struct DoorOperations") == #"""
        /// The operations of `door`: `try await client.door.create(…)`.
        public struct DoorOperations: OperationGroup {
          public static var table: DoorOperations { DoorOperations() }
          public var create: Operation<Door, DoorCreateOutput> { Operation(draft: "door:create_door", events: OperationEvents(DoorEvents.table.creation, DoorEvents.table.creationError), http: HTTPRoute(.post, "/doors", status: 202, idempotencyKey: true)) }
          public var get: Operation<Key<Door>, Door> { Door.get("door:get_door", http: HTTPRoute(.get, "/doors/{id}")) }
          public var list: Operation<ListQuery<Door>, [Door]> { Operation("door:get_doors", idempotent: true, retry: RetryPolicy(retries: 3), http: HTTPRoute(.get, "/doors")) }
          public var delete: Operation<Key<Door>, Key<Door>> { Door.delete("door:delete_door", events: OperationEvents(DoorEvents.table.delete, DoorEvents.table.deleted, DoorEvents.table.deletionError), http: HTTPRoute(.delete, "/doors/{id}")) }
          public var open: Operation<DoorOpenInput, Empty> { Operation("door:open_door", events: OperationEvents(DoorEvents.table.open, input: DoorEvents.table.opened, DoorEvents.table.openError)) }
          public var close: Operation<Key<Door>, Int> { Operation("door:close_door", events: OperationEvents(DoorEvents.table.close, none: DoorEvents.table.closed, DoorEvents.table.closeError)) }
          public var clean: Operation<Key<Door>, Int> { Operation("door:clean_door", events: OperationEvents(DoorEvents.table.clean, key: DoorEvents.table.cleaned, DoorEvents.table.cleanError)) }
          public var photograph: Operation<DoorPhotographInput, Empty> { Operation("door:photograph_door", http: HTTPRoute(.post, "/doors/{id}/photos", status: 204, idempotencyKey: true, parts: [.file("photo"), .json("note")])) }
        }
        """#)
  }

  @Test func handler() throws {
    #expect(
      try Emitting.swift(Self.contract, only: "public protocol DoorHandler") == #"""
        /// Answers the requests of `door`; what it does not implement of the conventional operations, the store answers.
        public protocol DoorHandler: GetHandler, DeleteHandler where FoundEntity == Door, DeletedEntity == Door {
          func create(_ input: Door, _ context: RequestContext) async throws -> DoorCreateOutput
          func list(_ input: ListQuery<Door>, _ context: RequestContext) async throws -> [Door]
          func open(_ input: DoorOpenInput, _ context: RequestContext) async throws -> Empty
          func close(_ input: Key<Door>, _ context: RequestContext) async throws -> Int
          func clean(_ input: Key<Door>, _ context: RequestContext) async throws -> Int
          func photograph(_ input: DoorPhotographInput, _ context: RequestContext) async throws -> Empty
        }
        """#)
  }

  @Test func aListOfItsOwnIsNotReadInPages() throws {
    #expect(
      try Emitting.swift(Self.contract, only: "extension Door: Entity").contains(
        #"list: ListDescriptor(topic: nil, pageSize: 7, filter: ["width"], sort: []),"#))
  }

  @Test func aServersFileIsAllItGives() throws {
    let files = try Emitting.files(of: [
      "servers/main.yaml": "concord: 1\nserver: main\nnamespaces: { /ws: { dialect: message } }\n"
    ])
    #expect(
      files["servers+main.swift"]?.hasSuffix(
        #"""
        extension ServerDefinition {
          /// The server `main`, as its contract has it.
          public static let main = ServerDefinition(
            name: "main",
            namespaces: [
              .init("/ws", .message),
            ])
        }

        """#) == true)
    #expect(files["contracts-index.swift"]?.contains("Package") == false, "there is nothing to bind")
  }

  @Test func aServersFileIsNoPartOfTheDigest() throws {
    func index(_ message: String) throws -> String? {
      try Emitting.files(of: [
        "p/main.yaml":
          "concord: 1\nserver: main\nnamespaces: { /ws: { dialect: message } }\nlimits: { message: \(message) }\n",
        "p/door.yaml": Self.contract,
      ])["contracts-index.swift"]
    }
    #expect(try index("1KiB") == index("2KiB"))
  }
}
