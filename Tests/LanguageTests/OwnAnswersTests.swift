import ConcordClient
import ConcordCore
import ConcordServer
import ConcordTransport
import LanguageContracts
import Synchronization
import Testing

/// What a user writes for operations that have an input or output of their own; the store keeps the orders.
private struct Orders: OrderHandler {
  func create(_ input: Order, _ context: RequestContext) async throws -> OrderCreateOutput {
    var order = input
    order.id = "or_1"
    let stored = try await context.entities.create(order, context)
    return OrderCreateOutput(orderId: stored.id)
  }

  func update(_ input: OrderUpdateInput, _ context: RequestContext) async throws -> Order {
    try await context.entities.modify(Order.key(id: input.id), context) { $0.count = input.count }
  }

  func delete(_ input: Key<Order>, _ context: RequestContext) async throws -> Empty {
    _ = try await context.entities.delete(input, context)
    return Empty()
  }

  func check(_ input: Key<Order>, _ context: RequestContext) async throws -> Bool {
    try await context.entities.get(input, context).done
  }

  func ship(_ input: OrderShipInput, _ context: RequestContext) async throws -> Empty {
    if input.to.isEmpty { throw ConcordError(.invalidInput, "to: says nothing", field: "to") }
    return Empty()
  }

  func call(_ input: Key<Order>, _ context: RequestContext) async throws -> Int { 7 }

  func attach(_ input: OrderAttachInput, _ context: RequestContext) async throws -> OrderAttachOutput {
    OrderAttachOutput(pages: input.form.pages)
  }
}

/// Lines in the order in which they came, from any thread.
private final class Lines: Sendable {
  private let kept = Mutex<[String]>([])
  func add(_ line: String) { kept.withLock { $0.append(line) } }
  var all: [String] { kept.withLock { $0 } }
}

@Suite struct OwnAnswersTests {
  @Test func handlersAnswerAndCommitsTell() async throws {
    try await Served.run(register: { $0.handle(order: Orders()) }) { served in
      let client = served.client
      let lines = Lines()
      let events = client.events.order
      var tokens = [
        events.subscribe.created { lines.add("created \($0.id) \($0.title) \($0.count)") },
        events.subscribe.updated { lines.add("updated \($0.count)") },
        events.subscribe.deleted { lines.add("deleted \($0)") },
        events.subscribe.checked { lines.add("checked \($0)") },
        events.subscribe.shipped { lines.add("shipped \($0.id) \($0.to)") },
        events.subscribe.shipError { lines.add("shipError \($0.error.code) \($0.input.id)") },
      ]
      tokens.append(events.subscribe.called { _ in lines.add("called") })

      #expect(try await client.order.create(Order(title: "bench")).orderId == "or_1")
      let key = Order.key(id: "or_1")
      #expect(try await client.order.update(OrderUpdateInput(id: "or_1", count: 5)).count == 5)
      #expect(try await client.order.get(key).title == "bench", "what has no answer of its own, the store answers")
      #expect(try await client.order.list(ListQuery()).total == 1)
      #expect(try await client.order.check(key) == false)
      try await client.order.ship(OrderShipInput(id: "or_1", to: "home"))
      #expect(await failure(try await client.order.ship(OrderShipInput(id: "or_1", to: "")))?.field == "to")
      #expect(try await client.order.call(key) == 7)
      try await client.order.delete(key)
      // Pushes and replies have no common order; each of them comes once.
      try await wait { lines.all.contains("deleted /order/or_1") }
      #expect(
        lines.all.sorted() == [
          "called", "checked /order/or_1", "created or_1 bench 1", "deleted /order/or_1",
          "shipError INVALID_INPUT or_1",
          "shipped or_1 home", "updated 5",
        ])
      for token in tokens { events.unsubscribe(token) }
    }
  }

  @Test func draftsAreReadAsDrafts() throws {
    let create = OrderOperations.table.create
    #expect(try input(create, #"{"title": "a"}"#).get().count == 1)
    #expect(input(create, #"{"title": "a", "done": true}"#).failure?.field == "done")
    #expect(input(create, "{}").failure?.field == "title")
    var writer = JSONWriter()
    create.writeInput(Order(title: "a"), to: &writer)
    #expect(String(decoding: writer.array(), as: UTF8.self) == #"{"title":"a"}"#)
  }

  @Test func theTableKnowsTheRoutes() {
    let operations = OrderOperations.table
    let routes = [
      operations.create.http, operations.update.http, operations.delete.http, operations.get.http, operations.list.http,
      operations.check.http, operations.attach.http,
    ]
    #expect(
      routes.map { $0.map { "\($0) \($0.status)" } } == [
        "POST /orders 202", "PUT /orders/{id}/count 200", "DELETE /orders/{id} 204", "GET /orders/{id} 200",
        "GET /orders 200", nil, "POST /orders/{id}/papers 200",
      ])
    #expect(operations.create.http?.takesIdempotencyKey == true && operations.list.http?.takesIdempotencyKey == false)
    #expect(operations.attach.http?.parts == [.file("paper"), .json("form")])
    #expect(operations.create.kind == .custom && operations.get.kind == .get)
  }

  @Test func filesDoNotTravelInMessages() async throws {
    try await Served.run(register: { $0.handle(order: Orders()) }) { served in
      let input = OrderAttachInput(id: "or_1", form: PaperForm(pages: 2))
      let error = await failure(try await served.client.order.attach(input))
      #expect(error?.code == .wrongType && error?.field == "paper")
      #expect(
        error?.message
          == "order:attach_order takes the file 'paper', which a message cannot carry; send it to POST /orders/{id}/papers"
      )
    }
  }

  private func wait(until isSo: () -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(60)
    while !isSo(), ContinuousClock.now < deadline { try await Task.sleep(for: .milliseconds(2)) }
  }
}
