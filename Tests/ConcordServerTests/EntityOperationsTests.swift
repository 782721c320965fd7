import ConcordCore
import TestContracts
import Testing

@Suite struct EntityOperationsTests {
  @Test func createGetListUpdateDelete() async throws {
    try await TestServer.run { test in
      let client = try await test.connect()
      let created = try await client.call("tenant:create_tenant", #"{"name":"acme","title":"Acme"}"#)
      #expect(created.head.kind == .success)
      #expect(created.head.topic == "tenant:create_tenant")
      #expect(created.head.mark == StoreMark(revision: 1, offset: 1))
      #expect(created.payload?["tier"] == "free")
      #expect(created.payload?["status"] == "new")
      #expect(created.payload?["createdAt"]?.string?.hasSuffix("Z") == true)

      let updated = try await client.call("tenant:update_tenant", #"{"name":"acme","seats":5,"tier":"PAID"}"#)
      #expect(updated.payload?["seats"] == 5)
      #expect(updated.payload?["title"] == "Acme")
      #expect(updated.head.mark == StoreMark(revision: 2, offset: 2))

      let found = try await client.call("tenant:get_tenant", #"{"name":"acme"}"#)
      #expect(found.payload == updated.payload)
      #expect(found.head.mark.revision == 2)

      let cleared = try await client.call("tenant:update_tenant", #"{"name":"acme","seats":null}"#)
      #expect(cleared.payload?["seats"] == nil)

      let list = try await client.call("tenant:get_tenants")
      #expect(list.payload?["total"] == 1)
      #expect(list.payload?["items"]?[0]?["name"] == "acme")
      #expect(list.payload?["revisions"] == [3])

      let deleted = try await client.call("tenant:delete_tenant", #"{"key":"/tenant/acme"}"#)
      #expect(deleted.payload == ["name": "acme"])
      let gone = try await client.call("tenant:get_tenant", #"{"name":"acme"}"#)
      #expect(gone.head.error?.code == .notFound)
    }
  }

  @Test func storeErrorsAreTyped() async throws {
    try await TestServer.run { test in
      let client = try await test.connect()
      _ = try await client.call("tenant:create_tenant", #"{"name":"acme","title":"Acme"}"#)
      let twice = try await client.call("tenant:create_tenant", #"{"name":"acme","title":"Acme"}"#)
      #expect(twice.head.error?.code == .alreadyExists)
      let orphan = try await client.call("account:create_account", #"{"tenant":"nobody","name":"a"}"#)
      #expect(orphan.head.error?.code == .notFound)
      _ = try await client.call("lock:create_lock", #"{"tenant":"acme","name":"l"}"#)
      let locked = try await client.call("tenant:delete_tenant", #"{"name":"acme"}"#)
      #expect(locked.head.error?.code == .restricted)
    }
  }

  @Test func inputsAreRefusedWithTheField() async throws {
    try await TestServer.run { test in
      let client = try await test.connect()
      let cases: [(topic: String, payload: String, field: String)] = [
        ("tenant:create_tenant", #"{"name":"acme","title":7}"#, "title"),
        ("tenant:create_tenant", #"{"name":"acme"}"#, "title"),
        ("tenant:create_tenant", #"{"name":"acme","title":"A","status":"x"}"#, "status"),
        ("tenant:create_tenant", #"{"name":"acme","title":"A","tier":"GOLD"}"#, "tier"),
        ("tenant:create_tenant", #"{"name":"acme","name":"acme","title":"A"}"#, "name"),
        ("tenant:create_tenant", #"{"name":"","title":"A"}"#, "name"),
        ("tenant:update_tenant", #"{"name":"acme","title":null}"#, "title"),
        ("tenant:update_tenant", #"{"name":"acme","status":"x"}"#, "status"),
        ("tenant:update_tenant", #"{"title":"A"}"#, "name"),
        ("tenant:get_tenants", #"{"filter":{"title":"A"}}"#, "filter.title"),
        ("tenant:get_tenants", #"{"page":0}"#, "page"),
        ("revision:create_revision", #"{"tenant":"a","account":"b","number":"1"}"#, "number"),
      ]
      for (topic, payload, field) in cases {
        let reply = try await client.call(topic, payload)
        #expect(reply.head.error?.code == .invalidInput, "\(payload)")
        #expect(reply.head.error?.field == field, "\(payload): \(reply.head.error?.description ?? "")")
      }
      let none = try await client.call("tenant:create_tenant", "[]")
      #expect(none.head.error?.code == .invalidInput)
      #expect(try await client.call("tenant:create_tenant", #"{"name":"acme","title":"A"}"#).head.kind == .success)
    }
  }

  @Test func listFiltersSortsAndPages() async throws {
    try await TestServer.run { test in
      let client = try await test.connect()
      for (name, title, seats) in [("a", "Z", 3), ("b", "Y", 1), ("c", "X", 2), ("d", "W", 1)] {
        let payload = #"{"name":"\#(name)","title":"\#(title)","seats":\#(seats)}"#
        #expect(try await client.call("tenant:create_tenant", payload).head.kind == .success)
      }
      let page = try await client.call("tenant:get_tenants", #"{"sort":["seats","-title"],"page":1}"#)
      #expect(page.payload?["items"]?.elements?.compactMap { $0["name"]?.string } == ["b", "d", "c"])
      #expect(page.payload?["total"] == 4)
      let rest = try await client.call("tenant:get_tenants", #"{"sort":["seats","-title"],"page":2}"#)
      #expect(rest.payload?["items"]?.elements?.compactMap { $0["name"]?.string } == ["a"])
      let ones = try await client.call("tenant:get_tenants", #"{"filter":{"seats":1}}"#)
      #expect(ones.payload?["items"]?.elements?.compactMap { $0["name"]?.string } == ["b", "d"])
    }
  }
}
