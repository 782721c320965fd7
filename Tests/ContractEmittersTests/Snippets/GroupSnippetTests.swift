import Testing

/// Operations and events of a contract and the Swift that they become.
@Suite struct GroupSnippetTests {
  private static let contract = """
    concord: 1
    entity: door
    key: name
    fields: { name: string }
    operations:
      update:
      get:
      clean:
        summary: Makes it shine.
        input: key
        output: Door
        errors: { stuck: 409, broken: 503 }
        timeout: 30s
        retry: { retries: 3, backoff: 1s..4s }
        idempotent: true
      knock:
        events: none
    events:
      opened:
        summary: Somebody came.
        payload: { by: string }
        delivery: latest
      slammed:
      seen:   { payload: key, direction: local }
      forest: { payload: tree, direction: local }
    """

  @Test func events() throws {
    let text = try Emitting.swift(
      Self.contract, only: "extension EventNames", "public struct DoorEvents", "extension EventHelper")
    #expect(
      text == #"""
        extension EventNames {
          public static var updateDoor: EventName { "update-door" }
          public static var doorUpdated: EventName { "door-updated" }
          public static var doorUpdateError: EventName { "door-update-error" }
          public static var doorClean: EventName { "door-clean" }
          public static var doorCleaned: EventName { "door-cleaned" }
          public static var doorCleanError: EventName { "door-clean-error" }
          public static var doorCreated: EventName { "door-created" }
          public static var doorDeleted: EventName { "door-deleted" }
          public static var doorOpened: EventName { "door-opened" }
          public static var doorSlammed: EventName { "door-slammed" }
          public static var doorSeen: EventName { "door-seen" }
          public static var doorForest: EventName { "door-forest" }
        }

        /// The events of `door`: `eventHelper.door.publish.update(…)`, `eventHelper.door.subscribe.update { … }`.
        public struct DoorEvents: EventGroup {
          public static var table: DoorEvents { DoorEvents() }
          public var update: Event<Patch<Door>> { Event(EventNames.updateDoor) }
          public var updated: Event<Door> { Event(EventNames.doorUpdated) }
          public var updateError: Event<Failure<Patch<Door>>> { Event(EventNames.doorUpdateError) }
          public var clean: Event<Key<Door>> { Event(EventNames.doorClean) }
          public var cleaned: Event<Door> { Event(EventNames.doorCleaned) }
          public var cleanError: Event<Failure<Key<Door>>> { Event(EventNames.doorCleanError) }
          public var created: Event<Door> { Event(EventNames.doorCreated) }
          public var deleted: Event<Key<Door>> { Event(EventNames.doorDeleted) }
          /// Somebody came.
          public var opened: PushedEvent<DoorOpenedPayload> { PushedEvent(EventNames.doorOpened, topic: "door:opened", delivery: .latest) }
          public var slammed: PushedEvent<Empty> { PushedEvent(EventNames.doorSlammed, topic: "door:slammed") }
          public var seen: Event<Key<Door>> { Event(EventNames.doorSeen) }
          public var forest: Event<EntityTree> { Event(EventNames.doorForest) }
        }

        extension EventHelper {
          /// The events of `door`.
          public var door: EventChannel<DoorEvents> { EventChannel(bus) }
        }
        """#)
  }

  @Test func operationsAndErrors() throws {
    let text = try Emitting.swift(
      Self.contract, only: "public enum DoorError", "public struct DoorOperations", "extension OperationCaller")
    #expect(
      text == #"""
        /// The errors that operations of `door` declare: a handler throws them, a caller finds them with `DoorError(error)`.
        public enum DoorError: DeclaredError {
          case stuck
          case broken

          public var code: ErrorCode {
            switch self {
            case .stuck: ErrorCode("STUCK", httpStatus: 409)
            case .broken: ErrorCode("BROKEN", httpStatus: 503)
            }
          }
        }

        /// The operations of `door`: `try await client.door.update(…)`.
        public struct DoorOperations: OperationGroup {
          public static var table: DoorOperations { DoorOperations() }
          public var update: Operation<Patch<Door>, Door> { Door.update("door:update_door", events: OperationEvents(DoorEvents.table.update, DoorEvents.table.updated, DoorEvents.table.updateError)) }
          public var get: Operation<Key<Door>, Door> { Door.get("door:get_door") }
          /// Makes it shine.
          public var clean: Operation<Key<Door>, Door> { Operation("door:clean_door", idempotent: true, timeout: .milliseconds(30000), retry: RetryPolicy(retries: 3, first: .milliseconds(1000), maximum: .milliseconds(4000)), errors: [DoorError.stuck.code, DoorError.broken.code], events: OperationEvents(DoorEvents.table.clean, DoorEvents.table.cleaned, DoorEvents.table.cleanError)) }
          public var knock: Operation<Empty, Empty> { Operation("door:knock_door") }
        }

        extension OperationCaller {
          /// The operations of `door`.
          public var door: TopicClient<DoorOperations> { TopicClient(self) }
        }
        """#)
  }

  @Test func handler() throws {
    #expect(
      try Emitting.swift(Self.contract, only: "public protocol DoorHandler", "extension OperationRegistrar") == #"""
        /// Answers the requests of `door`; what it does not implement of the conventional operations, the store answers.
        public protocol DoorHandler: UpdateHandler, GetHandler where UpdatedEntity == Door, FoundEntity == Door {
          /// Makes it shine.
          func clean(_ input: Key<Door>, _ context: RequestContext) async throws -> Door
          func knock(_ input: Empty, _ context: RequestContext) async throws -> Empty
        }

        extension OperationRegistrar {
          /// Lets a handler answer the requests of `door`.
          public func handle(door handler: some DoorHandler) {
            let operations = DoorOperations.table
            register(operations.update, update: handler)
            register(operations.get, get: handler)
            register(operations.clean, handler.clean)
            register(operations.knock, handler.knock)
          }
        }
        """#)
  }

  @Test func bindings() throws {
    #expect(
      try bindings(of: Self.contract) == #"""
        extension ClientBindings {
          mutating func bindDoor() {
            contract(digest: 0x…)
            entity(Door.self, created: DoorEvents.table.created, updated: DoorEvents.table.updated, deleted: DoorEvents.table.deleted)
            operation(DoorOperations.table.update)
            operation(DoorOperations.table.clean)
            pushed(DoorEvents.table.opened)
            pushed(DoorEvents.table.slammed)
            tree(DoorEvents.table.forest)
          }
        }
        """#)
  }

  @Test func services() throws {
    let contract = """
      concord: 1
      service: market
      operations:
        now: { output: { at: timestamp }, events: none }
      """
    let text = try Emitting.swift(contract, only: "public struct MarketOperations", "public protocol MarketHandler")
    #expect(
      text == #"""
        /// The operations of `market`: `try await client.market.now(…)`.
        public struct MarketOperations: OperationGroup {
          public static var table: MarketOperations { MarketOperations() }
          public var now: Operation<Empty, MarketNowOutput> { Operation("market:now") }
        }

        /// Answers the requests of `market`.
        public protocol MarketHandler: Sendable {
          func now(_ input: Empty, _ context: RequestContext) async throws -> MarketNowOutput
        }
        """#)
    #expect(
      try bindings(of: contract)
        == "extension ClientBindings {\n  mutating func bindMarket() {\n    contract(digest: 0x…)\n    service(\"market\")\n  }\n}",
      "a client has nothing else to do for it")
  }

  private func bindings(of contract: String) throws -> String {
    try Emitting.swift(contract, only: "extension ClientBindings").replacing(/0x[0-9a-f]{16}/, with: "0x…")
  }
}
