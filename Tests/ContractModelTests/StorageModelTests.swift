import ContractModel
import Testing

/// What the model says of unique values, sequences, references, owners, subscriptions and notifications.
struct StorageModelTests {
  private func contract(_ text: String) throws -> Contract {
    try #require(load(["p/parcel.yaml": "concord: 1\nentity: parcel\nkey: id\n" + text]).first?.contracts.first)
  }

  @Test func fieldsThatTheStoreKeeps() throws {
    let fields = try #require(
      contract(
        """
        fields:
          id:     { type: id, prefix: par, generated: sequence }
          code:   { type: string, unique: true }
          plain:  { type: string, unique: false }
          after:  { type: "ref<parcel>?", onDelete: clear }
          others: { type: list<ref<parcel>>, onDelete: cascade }
          by:     { type: map<ref<parcel>> }
          sizes:  list<int>
        """
      ).entity
    ).fields
    #expect(fields.map(\.isSequence) == [true, false, false, false, false, false, false])
    #expect(fields.map(\.isReadonly) == fields.map(\.isSequence), "what the store counts nobody else sets")
    #expect(fields.map(\.isUnique) == [false, true, false, false, false, false, false])
    #expect(fields[1].uniquePosition?.line == 6 && fields[1].uniquePosition?.column == 27)
    #expect(fields.map(\.onReferenceDelete).suffix(4) == [.clear, .cascade, .restrict, .restrict])
    #expect(
      fields.map(\.type.referredEntity).map { $0 ?? "-" } == ["-", "-", "-", "parcel", "parcel", "parcel", "-"])
  }

  @Test func ownersAndReaders() throws {
    let text = """
      fields: { id: string, customerId: string }
      operations:
        get: { access: { roles: [clerk], owner: { field: customerId, principal: customer } } }
        list: { access: { roles: [admin] } }
        delete:

      """
    let own = try contract(text)
    let rule = try #require(own.group?.operations.first?.access)
    #expect(rule.roles == ["clerk"] && rule.owner?.field == "customerId" && rule.owner?.principal == "customer")
    #expect(rule.owner?.position.line == 6 && rule.owner?.position.column == 36)
    #expect(own.readers == rule, "events follow `get`")
    let listed = try contract(
      "fields: { id: string }\noperations: { update: , list: { access: { roles: [admin] } } }\n")
    #expect(listed.readers?.roles == ["admin"], "else `list`")
    #expect(try contract(text + "subscribe: { by: kind }\n").readers == rule, "`subscribe` alone opens nothing")
    let subscribed = try contract(text + "subscribe: { access: { roles: [reader] }, snapshot: false }\n")
    #expect(subscribed.readers == AccessRule(roles: ["reader"]), "`subscribe` says it best")
    let subscription = try #require(subscribed.entity?.subscription)
    #expect(subscription.scope == .key && !subscription.snapshot && subscription.position.line == 9)
    #expect(own.entity?.subscription == nil)
  }

  @Test func notificationsByConventionAndByWish() throws {
    let text = """
      fields: { id: string }
      operations:
        create:
        clean: { input: key }

      """
    func told(_ notify: String) throws -> [String] {
      try #require(contract(text + notify).entity).notifications.map { "\($0.event) \($0.subtype ?? "none")" }.sorted()
    }
    let conventions = ["created parcel-created", "deleted parcel-deleted", "updated parcel-updated"]
    #expect(try told("") == conventions)
    #expect(try told("notify:\n") == conventions)
    #expect(
      try told("notify: { deleted: gone, updated: none, cleaned: parcel-clean, creationError: none }\n") == [
        "cleaned parcel-clean", "created parcel-created", "creationError none", "deleted gone", "updated none",
      ])
  }
}
