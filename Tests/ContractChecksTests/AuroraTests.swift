import ContractChecks
import Foundation
import Testing

/// The contracts of reference document 000, as the model has them.
struct AuroraTests {
  private static func package() throws -> ContractPackage {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "contracts/aurora").path
    var diagnostics = Diagnostics()
    let packages = ContractChecker.load(paths: [folder], diagnostics: &diagnostics)
    #expect(diagnostics.sorted.map(\.description) == [])
    return try #require(packages.first { $0.name == "aurora" })
  }

  private static func group(_ name: String) throws -> GroupModel {
    try #require(try package().contracts.compactMap(\.group).first { $0.name == name })
  }

  @Test func hasTheThirteenTenantTopics() throws {
    let topics = try AuroraTests.group("tenant").operations.map(\.topic)
    let known = [
      "create_tenant", "update_tenant", "delete_tenant", "create_registry", "update_registry", "delete_registry",
      "invite_user", "remove_user", "update_user_role", "accept_invite", "reject_invite", "create_token",
      "delete_token",
    ]
    #expect(Set(known.map { "tenant:" + $0 }).isSubset(of: topics))
    #expect(Set(topics).subtracting(known.map { "tenant:" + $0 }) == ["tenant:get_tenant", "tenant:get_tenants"])
  }

  @Test func hasTheTopicsOfTheOthers() throws {
    let topics = try AuroraTests.package().contracts.compactMap(\.group).flatMap(\.operations).map(\.topic)
    for topic in [
      "account:create_account", "account:get_accounts", "account:clean_account", "environment:scale_environment",
      "environment:get_environments", "service:deploy_service", "service:delete_service", "service:restart_service",
      "service:change_revision", "service:update_service_links", "service:restart_instance",
      "service:request_revision_data", "service:get_services", "user:get_user",
    ] { #expect(topics.contains(topic), "\(topic)") }
  }

  @Test func hasTheHelpersOfDocument000() throws {
    let helpers = [
      "tenant": [
        "creation", "created", "creationError", "update", "updated", "delete", "deleted", "createRegistry",
        "inviteUser",
        "createToken",
      ],
      "user": ["creation", "load", "loaded", "update", "delete", "authError"],
      "account": ["creation", "update", "delete", "clean", "cleaned", "cleanError"],
      "environment": ["creation", "update", "delete", "clean", "scale", "scaled"],
      "service": [
        "deploy", "deployed", "update", "delete", "restart", "changeRevision", "restartInstance", "updateServiceLinks",
        "requestRevisionData", "created", "deleted", "statusChanged",
      ],
    ]
    for (name, expected) in helpers {
      let found = Set(try AuroraTests.group(name).events.map(\.helperName))
      #expect(Set(expected).subtracting(found) == [], "\(name)")
    }
  }

  @Test func isATree() throws {
    let package = try AuroraTests.package()
    let revision = try #require(package.entity(named: "revision"))
    #expect(revision.ancestors.map(\.entity) == ["tenant", "account", "environment", "service"])
    #expect(revision.keyFields.map(\.name) == ["tenant", "account", "environment", "service", "name"])
    #expect(revision.onParentDelete == .cascade)
    #expect(package.entity(named: "user")?.ancestors.isEmpty == true)
    #expect(package.children(of: "tenant").map(\.name) == ["account"])
  }

  @Test func pushesWhatCommitsChange() throws {
    let events = try AuroraTests.group("service").events
    func topics(_ helper: String) -> [String?] { events.filter { $0.helperName == helper }.map(\.topic) }
    #expect(topics("created") == ["service:created"])
    #expect(topics("deleted") == ["service:deleted"])
    #expect(topics("statusChanged") == ["service:status_changed"])
    #expect(topics("deployed") == [nil])
    #expect(
      try AuroraTests.group("service").operations.first { $0.name == "delete" }?.success?.topic == "service:deleted")
    let loaded = try AuroraTests.group("user").events.first { $0.helperName == "loaded" }
    #expect(loaded?.payload == .tree && loaded?.direction == .local && loaded?.topic == nil)
  }
}
