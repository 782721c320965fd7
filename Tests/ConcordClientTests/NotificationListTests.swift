import ConcordCore
import SampleContracts
import Testing

@testable import ConcordClient

@Suite struct NotificationListTests {
  private func notification(_ subtype: String) -> Notification { Notification(type: .success, subtype: subtype) }

  @Test func isBoundedAndHoldsEachOnce() {
    var list = NotificationList(limit: 2)
    let (a, b, c) = (notification("a"), notification("b"), notification("c"))
    for one in [a, b, a, c, c] { list.add(one) }
    #expect(list.all.map(\.subtype) == ["b", "c"])
    list.markRead(b.id)
    list.markRead(a.id)
    #expect(list.all.map(\.isRead) == [true, false])
    list.remove(b.id)
    list.remove(b.id)
    #expect(list.all == [c])
    var none = NotificationList(limit: 0)
    none.add(a)
    #expect(none.all.isEmpty)
  }

  @Test func aChangeIsNewOnce() {
    var list = NotificationList()
    let path = Tenant(name: "acme").path
    let other = Tenant(name: "b").path
    let changes = [(path, 3), (path, 3), (path, 2), (other, 3), (other, 3)]
    let news = changes.map { list.isNew($0.0, revision: $0.1) }
    #expect(news == [true, false, true, true, false], "an older change is another one, whenever it comes")
    list.clear()
    let isNewAgain = list.isNew(path, revision: 3)
    #expect(isNewAgain)
  }

  /// The server pushes to everybody else; but should the same change come by both ways, it is told once.
  @Test func aReplyAndAPushOfOneChangeAreOneNotification() async throws {
    try await withClient(answer: { [$0.success(#"{"name":"acme"}"#, revision: 7, offset: 7)] }) { client, peer in
      peer.push(event("tenant:created", #"{"name":"acme"}"#, revision: 7))
      try await client.tenant.create(acme)
      try await eventually("pushed") { client.status.counters.events == 1 }
      #expect(client.notifications.map(\.subtype) == ["tenant-created"])
      peer.push(event("tenant:updated", #"{"name":"acme"}"#, revision: 8))
      peer.push(event("tenant:updated", #"{"name":"acme"}"#, revision: 8))
      try await eventually("pushed") { client.status.counters.events == 3 }
      #expect(client.notifications.map(\.subtype) == ["tenant-created", "tenant-updated"])
    }
  }

  @Test func whatGoesWithABranchIsToldToo() async throws {
    try await withClient(answer: { [$0.success(#"{"name":"acme"}"#, revision: 9, offset: 9)] }) { client, peer in
      peer.push(
        event("tenant:created", #"{"name":"acme"}"#, revision: 1),
        event("account:created", #"{"tenant":"acme","name":"prod","provider":"aws","status":"ACTIVE"}"#, revision: 2))
      try await eventually("known") { client.tree.count == 2 }
      try await client.tenant.delete(acme.key)
      #expect(
        client.notifications.map { "\($0.subtype) \($0.entity?.description ?? "")" } == [
          "tenant-created /tenant/acme", "account-created /tenant/acme/account/prod",
          "account-deleted /tenant/acme/account/prod", "tenant-deleted /tenant/acme",
        ])
    }
  }
}
