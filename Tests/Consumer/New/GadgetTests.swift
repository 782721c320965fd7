import ConcordCore
import ShopContracts
import Testing

@Suite struct GadgetTests {
  /// The entity that was added as one file: created by one typed client, listed by it, received by another.
  @Test(.timeLimit(.minutes(1))) func aNewEntityIsServed() async throws {
    try await withShop { buyer, watcher in
      let created = watcher.events.gadget.events(\.created)
      let gadget = try await buyer.gadget.create(Gadget(code: "g-1", title: "Lamp", price: 9.5))
      #expect(gadget.title == "Lamp")
      #expect(try await buyer.gadget.list(ListQuery()).items.map(\.code) == ["g-1"])
      for await received in created {
        #expect(received.code == "g-1" && received.price == 9.5)
        break
      }
      #expect(watcher.tree[Gadget.key(code: "g-1")]?.title == "Lamp")
    }
  }
}
