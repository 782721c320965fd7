import ConcordCore
import ConcordEntities
import TestContracts
import Testing

/// What `create` and `update` accept, as the wire brings it.
@Suite struct InputTests {
  private func read<Input, Output>(_ operation: Operation<Input, Output>, _ text: String) throws(ConcordError) -> Input
  {
    let bytes = bytes(text)
    var reader = JSONReader(bytes.span.bytes)
    let input = operation.readInput(from: &reader)
    reader.finish()
    if let failure = reader.failure { throw ConcordError(invalid: failure, in: bytes) }
    return input
  }

  private func field<Input, Output>(_ operation: Operation<Input, Output>, _ text: String) -> String? {
    do {
      _ = try read(operation, text)
      return nil
    } catch {
      return error.code == .invalidInput ? error.field : error.description
    }
  }

  @Test func draftsLeaveOutWhatTheServerSets() throws {
    let create = TenantOperations.table.create
    let tenant = try read(create, #"{"title":"Acme","name":"acme"}"#)
    #expect((tenant.tier, tenant.status, tenant.seats) == (.free, "new", nil))
    #expect(field(create, #"{"name":"acme","title":"A","status":"x"}"#) == "status")
    #expect(field(create, #"{"name":"acme","title":"A","createdAt":"2026-01-01T00:00:00Z"}"#) == "createdAt")
    #expect(field(create, #"{"name":"acme"}"#) == "title")
    #expect(field(create, #"{"name":"acme","title":null}"#) == "title")
    #expect(field(create, #"{"name":"acme","title":"A","seats":null}"#) == nil)
    #expect(field(create, #"{"name":"acme","title":"A","unknown":{"x":[1]}}"#) == nil)
  }

  @Test func whatIsWrittenAsADraftIsReadAsOne() throws {
    let create = TenantOperations.table.create
    let tenant = Tenant(
      name: "acme", title: "Acme", tier: .paid, seats: 2, status: "busy", createdAt: Timestamp(milliseconds: 1))
    var writer = JSONWriter()
    create.writeInput(tenant, to: &writer)
    let read = try read(create, String(decoding: writer.array(), as: UTF8.self))
    #expect((read.name, read.tier, read.seats, read.status) == ("acme", .paid, 2, "new"))
    #expect(read.createdAt == .blank)
  }

  @Test func patchesAreCheckedBeforeTheyAreApplied() async throws {
    let update = TenantOperations.table.update
    let tenant = Tenant(name: "acme", title: "Acme", seats: 3, status: "busy")
    let kept = try read(update, #"{"name":"acme"}"#)
    #expect(kept.isEmpty)
    #expect(try kept.applied(to: tenant).seats == 3)
    let cleared = try read(update, #"{"name":"acme","seats":null,"title":"New"}"#).applied(to: tenant)
    #expect((cleared.seats, cleared.title, cleared.status) == (nil, "New", "busy"))
    #expect(field(update, #"{"name":"acme","title":null}"#) == "title")
    #expect(field(update, #"{"name":"acme","tier":null}"#) == "tier")
    #expect(field(update, #"{"name":"acme","status":"x"}"#) == "status")
    #expect(field(update, #"{"name":"acme","seats":1,"seats":2}"#) == "seats")
    #expect(field(update, #"{"title":"A"}"#) == "name")
    #expect(field(update, #"{"name":"acme","seats":1.5}"#) == "seats")
  }

  @Test func aPatchOnTheWireIsWhatItWas() throws {
    let update = TenantOperations.table.update
    var patch = Patch(Tenant.key(name: "acme"))
    patch.title = "New"
    patch.clear(\.seats)
    var writer = JSONWriter()
    update.writeInput(patch, to: &writer)
    let text = String(decoding: writer.array(), as: UTF8.self)
    #expect(text == #"{"name":"acme","title":"New","seats":null}"#)
    #expect(try read(update, text).applied(to: Tenant(name: "acme", title: "Old", seats: 1)).seats == nil)
  }

  @Test func keysComeInTwoForms() throws {
    let get = Account.get("account:get_account")
    let key = Account.key(tenant: "t/1", name: "a b")
    #expect(try read(get, #"{"tenant":"t/1","name":"a b"}"#) == key)
    #expect(try read(get, #"{"key":"/tenant/t%2F1/account/a%20b"}"#) == key)
    #expect(field(get, #"{"key":"/tenant/t/account"}"#) == "key")
    #expect(field(get, #"{"key":"/tenant/t"}"#) == "key")
    #expect(field(get, #"{"tenant":"t"}"#) == "name")
    #expect(field(get, #"{"tenant":"t","name":""}"#) == "name")
    let revision = Revision.get("revision:get_revision")
    #expect(try read(revision, #"{"tenant":"t","account":"a","number":12}"#).values == ["t", "a", "12"])
  }

  @Test func serveStoredLeavesHandlersAlone() {
    final class Registrar: OperationRegistrar {
      var topics: [String] = []
      func register<Input, Output>(
        _ operation: Operation<Input, Output>,
        _ handler: @escaping @Sendable (Input, RequestContext) async throws -> Output
      ) { topics.append(operation.topic) }
      func hasHandler(for topic: String) -> Bool { topics.contains(topic) }
    }
    let registrar = Registrar()
    registrar.register(TenantOperations.table.create) { tenant, _ in tenant }
    registrar.serveStored([Tenant.self])
    #expect(
      registrar.topics == [
        "tenant:create_tenant", "tenant:update_tenant", "tenant:delete_tenant", "tenant:get_tenant",
        "tenant:get_tenants",
      ])
  }
}
