import ConcordCore
import SampleContracts
import Synchronization
import Testing

@Suite struct EventBusTests {
  private let bus = InProcessEventBus()
  private let log = Log()
  private let number = Event<Int>("number")

  @Test func subscribersAreCalledInOrder() {
    for name in ["a", "b", "c"] { _ = bus.subscribe(number) { log.add("\(name)\($0)") } }
    bus.publish(number, 1)
    bus.publish(number, 2)
    #expect(log.lines == ["a1", "b1", "c1", "a2", "b2", "c2"])
  }

  @Test func unsubscribed() {
    let first = bus.subscribe(number) { log.add("a\($0)") }
    _ = bus.subscribe(number) { log.add("b\($0)") }
    bus.unsubscribe(first)
    bus.unsubscribe(first)
    bus.unsubscribe(SubscriptionToken(event: "nobody", number: 7))
    bus.publish(number, 1)
    #expect(log.lines == ["b1"])
  }

  @Test func unsubscribeInsideACallback() {
    let tokens = Mutex<[SubscriptionToken]>([])
    for name in ["a", "b", "c"] {
      let token = bus.subscribe(number) { [bus, log] value in
        log.add("\(name)\(value)")
        // The first takes away itself and the last, which must not be called any more.
        if name == "a" { tokens.withLock { [$0[0], $0[2]] }.forEach(bus.unsubscribe) }
      }
      tokens.withLock { $0.append(token) }
    }
    bus.publish(number, 1)
    bus.publish(number, 2)
    #expect(log.lines == ["a1", "b1", "b2"])
  }

  @Test func publishAndSubscribeInsideACallback() {
    _ = bus.subscribe(number) { [bus, log, number] value in
      log.add("a\(value)")
      if value == 1 {
        _ = bus.subscribe(number) { log.add("new\($0)") }
        bus.publish(number, 2)
      }
    }
    bus.publish(number, 1)
    #expect(log.lines == ["a1", "a2", "new2"])
  }

  @Test func payloadTypesAreKeptApart() {
    _ = bus.subscribe(Event<String>("number")) { log.add("text \($0)") }
    _ = bus.subscribe(Event<Int?>("number")) { log.add("optional \($0 ?? -1)") }
    _ = bus.subscribe(number) { log.add("int \($0)") }
    bus.publish(number, 1)
    bus.publish(Event<String>("number"), "x")
    #expect(log.lines.contains("int 1") && log.lines.contains("text x"))
    #expect(!log.lines.contains("text 1") && !log.lines.contains("int x"))
  }

  @Test func typedHelper() {
    let helper = EventHelper(bus)
    let token = helper.tenant.subscribe.created { log.add("created \($0.name)") }
    _ = helper.service.subscribe.restarted { log.add("restarted \($0)") }
    helper.tenant.publish.created(Tenant(name: "acme"))
    helper.service.publish.restarted(Service.key(tenant: "t", account: "a", environment: "e", name: "s"))
    helper.tenant.unsubscribe(token)
    helper.tenant.publish.created(Tenant(name: "late"))
    #expect(log.lines == ["created acme", "restarted /tenant/t/account/a/environment/e/service/s"])
  }

  @Test func eventsAsASequence() async {
    let helper = EventHelper(bus)
    let events = helper.tenant.events(\.created)
    for name in ["a", "b", "c"] { helper.tenant.publish.created(Tenant(name: name)) }
    var names: [String] = []
    for await tenant in events.prefix(3) { names.append(tenant.name) }
    #expect(names == ["a", "b", "c"])
  }

  @Test func pushedEventsAsASequence() async {
    let helper = EventHelper(bus)
    let events = helper.service.events(\.restarted)
    let key = Service.key(tenant: "t", account: "a", environment: "e", name: "s")
    helper.service.publish.restarted(key)
    for await restarted in events.prefix(1) { #expect(restarted == key) }
  }

  @Test func manyThreads() async {
    let sum = Atomic(0)
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask { [bus, number] in
          for _ in 0..<200 {
            let token = bus.subscribe(number) { _ in }
            bus.publish(number, 1)
            bus.unsubscribe(token)
          }
        }
      }
      _ = bus.subscribe(number) { sum.add($0, ordering: .relaxed) }
      group.addTask { [bus, number] in for _ in 0..<200 { bus.publish(number, 1) } }
    }
    #expect(sum.load(ordering: .relaxed) >= 200)
  }
}
