import ConcordCore
import ShopContracts
import Testing

@Suite struct CustomerTests {
  @Test(.timeLimit(.minutes(1))) func customersComeAndGo() async throws {
    try await withShop { buyer, watcher in
      let deleted = watcher.events.customer.events(\.deleted)
      try await buyer.customer.create(Customer(number: "1", name: "Ada"))
      var change = Patch(Customer.key(number: "1"))
      change.vip = true
      #expect(try await buyer.customer.update(change).vip)
      try await buyer.customer.delete(Customer.key(number: "1"))
      for await key in deleted {
        #expect(key == Customer.key(number: "1"))
        break
      }
      #expect(watcher.tree.count == 0 && buyer.tree.count == 0)
    }
  }
}
