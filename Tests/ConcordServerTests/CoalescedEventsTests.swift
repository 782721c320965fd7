import ConcordCore
import Testing

@testable import ConcordServer

/// What waits for a slow reader, of class `latest`.
@Suite struct CoalescedEventsTests {
  private static func part(_ topic: String, _ key: String, _ payload: String) -> PushPart {
    let path = EntityPath([.init(entity: "disk", key: key)])
    let content = News.Content.event(topic: topic, payload: Array(payload.utf8), about: path)
    return PushPart(News(id: .make(), content: content, cause: nil, epoch: "e"), .everybody, NamespaceMask())
  }

  private static func payloads(_ parts: [PushPart]) -> [String] {
    parts.map {
      guard case .event(_, let payload, _) = $0.news.content else { return "-" }
      return String(decoding: payload, as: UTF8.self)
    }
  }

  @Test func theNewestTakesThePlaceOfAnOlder() {
    var events = CoalescedEvents()
    #expect(!events.has(Self.part("disk:used", "a", "")))
    for (topic, key, payload) in [
      ("disk:used", "a", "1"), ("disk:used", "b", "2"), ("disk:heat", "a", "3"), ("disk:used", "a", "44"),
    ] { events.put(Self.part(topic, key, payload)) }
    #expect(events.has(Self.part("disk:used", "a", "")) && !events.has(Self.part("disk:heat", "b", "")))
    #expect(Self.payloads(events.takeAll()) == ["44", "2", "3"])
    #expect(events.isEmpty && events.bytes == 0 && events.takeAll().isEmpty)
  }

  @Test func bytesAreThoseOfWhatWaits() {
    var events = CoalescedEvents()
    events.put(Self.part("disk:used", "a", "12345"))
    let one = events.bytes
    events.put(Self.part("disk:used", "a", "123"))
    #expect(events.bytes == one - 2)
    events.put(Self.part("disk:heat", "a", "12345"))
    events.put(Self.part("disk:used", "b", "12345"))
    events.forget(EntityPath([.init(entity: "disk", key: "a")]))
    #expect(events.bytes == one)
    #expect(Self.payloads(events.takeAll()) == ["12345"])
  }
}
