import ConcordCore
import ContractChecks
import ReferenceContracts
import Testing

/// Document 003: reactive systems and groups (facts B4).
@Suite struct CatalogTests {
  /// `CATALOG_SYSTEM_ENTITY_KIND`, `CATALOG_GROUP_ENTITY_KIND` and the two state schemas [S].
  @Test(arguments: [
    ("system", "catalog-system", ["name", "description", "metadata"]),
    ("group", "catalog-group", ["name", "metadata"]),
  ])
  func hasItsKindAndState(_ name: String, _ kind: String, _ state: [String]) throws {
    let reactive = try #require(try Reference.entity("catalog", name).reactive)
    #expect(reactive.kind == kind)
    #expect(reactive.state.map(\.value) == state)
    // "PLUGIN-BACKED (Model B)" [S]
    #expect(reactive.source == .plugin)
  }

  /// `description` is nullable, `metadata` holds anything [S].
  @Test func fieldsAreOfTheirTypes() throws {
    let fields = try Reference.entity("catalog", "system").fields
    let description = try #require(fields.first { $0.name == "description" })
    #expect(description.type == .optional(.scalar(.string)) && description.writesNull)
    #expect(fields.first { $0.name == "metadata" }?.type == .map(.scalar(.json)))
  }

  /// `CATALOG_SYSTEM_TRIGGER_EVENTS`, `CATALOG_GROUP_TRIGGER_EVENTS` [S]. A group that changes triggers nothing [S].
  @Test(arguments: [
    ("system", ["created": "catalog.created", "updated": "catalog.updated", "deleted": "catalog.deleted"]),
    ("group", ["created": "catalog.group.created", "deleted": "catalog.group.deleted"]),
  ])
  func hasItsTriggers(_ name: String, _ events: [String: String]) throws {
    let triggers = try Reference.entity("catalog", name).reactive?.triggers ?? []
    #expect(Dictionary(uniqueKeysWithValues: triggers.map { ($0.change.rawValue, $0.event) }) == events)
  }

  @Test func triggersHaveTheirIDsInSwift() {
    #expect(SystemTriggers.created.event == "catalog.created")
    #expect(SystemTriggers.updated.event == "catalog.updated")
    #expect(SystemTriggers.deleted.event == "catalog.deleted")
    #expect(GroupTriggers.created.event == "catalog.group.created")
    #expect(GroupTriggers.deleted.event == "catalog.group.deleted")
  }

  /// `catalogSystemChangeToPayload`, `catalogGroupChangeToPayload` [S]: the names are absent on a tombstone.
  @Test func payloadsHaveTheirMembers() throws {
    func members(_ name: String) throws -> [String] {
      try Reference.entity("catalog", name).reactive?.payload.map { $0.name + ($0.isOptional ? "?" : "") } ?? []
    }
    #expect(try members("system") == ["systemId", "systemName?", "changedFields"])
    #expect(try members("group") == ["groupId", "groupName?"])
    let gone = SystemTriggerPayload(systemId: "s1", changedFields: ["name"])
    #expect(String(decoding: encode(gone), as: UTF8.self) == #"{"systemId":"s1","changedFields":["name"]}"#)
  }

  /// "the `update_metadata` action" [S].
  @Test func metadataAreUpdatedByAnOperation() throws {
    #expect(SystemOperations.table.updateMetadata.topic == "system:update_metadata")
    #expect(try Reference.operation("system:update_metadata").name == "update_metadata")
  }

  /// "Subscribe to user deletion to clean up user contacts": mode and group [S].
  @Test func contactsOfAUserAreCleanedUp() throws {
    let reaction = try #require(try Reference.contract("catalog", "contact.yaml").reactions.first)
    #expect(reaction.occasion == .change(entity: "authUser", .deleted))
    #expect(reaction.mode == .workQueue)
    #expect(reaction.group == "user-cleanup")
  }
}
