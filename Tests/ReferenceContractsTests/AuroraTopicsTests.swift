import ContractChecks
import ReferenceContracts
import Testing

/// Document 000: what is asked for over the WebSocket (facts A8).
@Suite struct AuroraTopicsTests {
  static let topics: [NamedTopic] = {
    let account = AccountOperations.table, environment = EnvironmentOperations.table
    let marketplace = MarketplaceOperations.table, organization = OrganizationOperations.table
    let platform = PlatformOperations.table, service = ServiceOperations.table, tenant = TenantOperations.table
    return [
      // §6, tenant-api-service: all thirteen [S]
      NamedTopic("tenant:create_tenant", tenant.create.topic),
      NamedTopic("tenant:update_tenant", tenant.update.topic),
      NamedTopic("tenant:delete_tenant", tenant.delete.topic),
      NamedTopic("tenant:create_registry", tenant.createRegistry.topic),
      NamedTopic("tenant:update_registry", tenant.updateRegistry.topic),
      NamedTopic("tenant:delete_registry", tenant.deleteRegistry.topic),
      NamedTopic("tenant:invite_user", tenant.inviteUser.topic),
      NamedTopic("tenant:remove_user", tenant.removeUser.topic),
      NamedTopic("tenant:update_user_role", tenant.updateUserRole.topic),
      NamedTopic("tenant:accept_invite", tenant.acceptInvite.topic),
      NamedTopic("tenant:reject_invite", tenant.rejectInvite.topic),
      NamedTopic("tenant:create_token", tenant.createToken.topic),
      NamedTopic("tenant:delete_token", tenant.deleteToken.topic),
      // §5.3, examples of a topic's form [S]
      NamedTopic("account:create_account", account.create.topic),
      NamedTopic("service:delete_service", service.delete.topic),
      // §5.6, the diagram; the table of §6 has HTTP for the same [S]
      NamedTopic("service:deploy_service", service.deploy.topic),
      // §10 example C, the first load [S]
      NamedTopic("user:get_user", UserOperations.table.get.topic),
      NamedTopic("tenant:get_tenants", tenant.list.topic),
      NamedTopic("account:get_accounts", account.list.topic),
      NamedTopic("environment:get_environments", environment.list.topic),
      NamedTopic("service:get_services", service.list.topic),
      NamedTopic("marketplace:get_items", marketplace.getItems.topic),
      NamedTopic("organization:get_organizations", organization.list.topic),
      NamedTopic("platform:get_info", platform.getInfo.topic),
      // §6, functions of the other services, by the document's rule "group:method" [I]
      NamedTopic("account:update_account", account.update.topic),
      NamedTopic("account:delete_account", account.delete.topic),
      NamedTopic("account:clean_account", account.clean.topic),
      NamedTopic("environment:create_environment", environment.create.topic),
      NamedTopic("environment:update_environment", environment.update.topic),
      NamedTopic("environment:delete_environment", environment.delete.topic),
      NamedTopic("environment:clean_environment", environment.clean.topic),
      NamedTopic("environment:scale_environment", environment.scale.topic),
      NamedTopic("service:update_service", service.update.topic),
      NamedTopic("service:restart_service", service.restart.topic),
      NamedTopic("service:request_revision_data", service.requestRevisionData.topic),
      NamedTopic("service:update_service_links", service.updateServiceLinks.topic),
      NamedTopic("service:change_revision", service.changeRevision.topic),
      NamedTopic("service:restart_instance", service.restartInstance.topic),
      NamedTopic("service:link_pending_services", service.linkPendingServices.topic),
      NamedTopic("service:unlink_services", service.unlinkServices.topic),
      NamedTopic("service:get_channels", service.getChannels.topic),
      NamedTopic("user:update_user", UserOperations.table.update.topic),
      NamedTopic("user:delete_user", UserOperations.table.delete.topic),
      NamedTopic("marketplace:get_schema", marketplace.getSchema.topic),
      NamedTopic("resource:create_resource", ResourceOperations.table.create.topic),
      NamedTopic("resource:update_resource", ResourceOperations.table.update.topic),
      NamedTopic("resource:delete_resource", ResourceOperations.table.delete.topic),
      NamedTopic("domain:create_domain", DomainOperations.table.create.topic),
      NamedTopic("port:create_port", PortOperations.table.create.topic),
      NamedTopic("ca:create_ca", CaOperations.table.create.topic),
      NamedTopic("certificate:create_certificate", CertificateOperations.table.create.topic),
      NamedTopic("secret:create_secret", SecretEntityOperations.table.create.topic),
      NamedTopic("volume:create_volume", VolumeOperations.table.create.topic),
      NamedTopic("planProviders:get_plans", PlanProvidersOperations.table.getPlans.topic),
    ]
  }()

  @Test(arguments: topics) func isInTheModelAndInTheTable(_ row: NamedTopic) throws {
    #expect(row.generated == row.topic)
    _ = try Reference.operation(row.topic)
  }

  /// The document lists the tenant's actions one by one; beside them are the two readings.
  @Test func theTenantHasNoOtherActions() throws {
    let named = Set(AuroraTopicsTests.topics.map(\.topic).filter { $0.hasPrefix("tenant:") })
    let all = Set(try Reference.group("aurora", "tenant").operations.map(\.topic))
    #expect(all.subtracting(named) == ["tenant:get_tenant"])
  }

  /// §5.4: the prefixes by which pushed events are routed [S].
  @Test(arguments: [
    "user", "tenant", "service", "account", "environment", "revision", "domain", "port", "secret", "volume",
    "certificate", "ca", "plan", "registry", "token", "link",
  ])
  func isPushed(_ prefix: String) throws {
    let topics = try Reference.group("aurora", prefix).events.compactMap(\.topic)
    if prefix == "plan" {
      #expect(topics == ["plan:changed"])
    } else {
      #expect(Set(["created", "updated", "deleted"].map { "\(prefix):\($0)" }).isSubset(of: topics))
    }
  }
}
