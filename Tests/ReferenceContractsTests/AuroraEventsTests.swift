import ConcordCore
import ContractChecks
import ReferenceContracts
import Testing

/// Document 000 §4: the groups of the event helper and their events (facts A7).
@Suite struct AuroraEventsTests {
  /// §1, §10 and facts A7: what the strings of the enumeration look like [S].
  @Test func namesHaveTheFormThatTheDocumentShows() {
    #expect(EventNames.createTenant == "create-tenant")
    #expect(EventNames.tenantCreated == "tenant-created")
    #expect(EventNames.tenantCreationError == "tenant-creation-error")
  }

  /// The table of §4 [S], and beside each intent how it ends: "every action has three events" [S], whose names the table
  /// leaves out where it says "result variants" [I].
  static let events: [NamedEvent] = tenant + user + account + environment + service + others

  private static let tenant: [NamedEvent] = {
    let group = TenantEvents.table
    return [
      NamedEvent("tenant.creation", group.creation, EventNames.createTenant),
      NamedEvent("tenant.created", group.created, EventNames.tenantCreated),
      NamedEvent("tenant.creationError", group.creationError, EventNames.tenantCreationError),
      NamedEvent("tenant.update", group.update, EventNames.updateTenant),
      NamedEvent("tenant.updated", group.updated, EventNames.tenantUpdated),
      NamedEvent("tenant.delete", group.delete, EventNames.deleteTenant),
      NamedEvent("tenant.deleted", group.deleted, EventNames.tenantDeleted),
      NamedEvent("tenant.createRegistry", group.createRegistry, EventNames.tenantCreateRegistry),
      NamedEvent("tenant.inviteUser", group.inviteUser, EventNames.tenantInviteUser),
      NamedEvent("tenant.createToken", group.createToken, EventNames.tenantCreateToken),
    ]
  }()

  private static let user: [NamedEvent] = {
    let group = UserEvents.table
    return [
      NamedEvent("user.creation", group.creation, EventNames.createUser),
      NamedEvent("user.load", group.load, EventNames.userLoad),
      NamedEvent("user.loaded", group.loaded, EventNames.userLoaded),
      NamedEvent("user.update", group.update, EventNames.updateUser),
      NamedEvent("user.delete", group.delete, EventNames.deleteUser),
      NamedEvent("user.authError", group.authError, EventNames.userAuthError),
    ]
  }()

  private static let account: [NamedEvent] = {
    let group = AccountEvents.table
    return [
      NamedEvent("account.creation", group.creation, EventNames.createAccount),
      NamedEvent("account.created", group.created, EventNames.accountCreated),
      NamedEvent("account.creationError", group.creationError, EventNames.accountCreationError),
      NamedEvent("account.update", group.update, EventNames.updateAccount),
      NamedEvent("account.updated", group.updated, EventNames.accountUpdated),
      NamedEvent("account.updateError", group.updateError, EventNames.accountUpdateError),
      NamedEvent("account.delete", group.delete, EventNames.deleteAccount),
      NamedEvent("account.deleted", group.deleted, EventNames.accountDeleted),
      NamedEvent("account.deletionError", group.deletionError, EventNames.accountDeletionError),
      NamedEvent("account.clean", group.clean, EventNames.accountClean),
      NamedEvent("account.cleaned", group.cleaned, EventNames.accountCleaned),
      NamedEvent("account.cleanError", group.cleanError, EventNames.accountCleanError),
    ]
  }()

  private static let environment: [NamedEvent] = {
    let group = EnvironmentEvents.table
    return [
      NamedEvent("environment.creation", group.creation, EventNames.createEnvironment),
      NamedEvent("environment.created", group.created, EventNames.environmentCreated),
      NamedEvent("environment.creationError", group.creationError, EventNames.environmentCreationError),
      NamedEvent("environment.update", group.update, EventNames.updateEnvironment),
      NamedEvent("environment.delete", group.delete, EventNames.deleteEnvironment),
      NamedEvent("environment.clean", group.clean, EventNames.environmentClean),
      NamedEvent("environment.cleaned", group.cleaned, EventNames.environmentCleaned),
      NamedEvent("environment.scale", group.scale, EventNames.environmentScale),
      NamedEvent("environment.scaled", group.scaled, EventNames.environmentScaled),
      NamedEvent("environment.scaleError", group.scaleError, EventNames.environmentScaleError),
    ]
  }()

  private static let service: [NamedEvent] = {
    let group = ServiceEvents.table
    return [
      NamedEvent("service.deploy", group.deploy, EventNames.serviceDeploy),
      NamedEvent("service.deployed", group.deployed, EventNames.serviceDeployed),
      NamedEvent("service.deployError", group.deployError, EventNames.serviceDeployError),
      NamedEvent("service.update", group.update, EventNames.updateService),
      NamedEvent("service.delete", group.delete, EventNames.deleteService),
      NamedEvent("service.deleted", group.deleted, EventNames.serviceDeleted),
      NamedEvent("service.restart", group.restart, EventNames.serviceRestart),
      NamedEvent("service.restartError", group.restartError, EventNames.serviceRestartError),
      NamedEvent("service.changeRevision", group.changeRevision, EventNames.serviceChangeRevision),
      NamedEvent("service.restartInstance", group.restartInstance, EventNames.serviceRestartInstance),
      NamedEvent("service.updateServiceLinks", group.updateServiceLinks, EventNames.serviceUpdateServiceLinks),
      NamedEvent("service.requestRevisionData", group.requestRevisionData, EventNames.serviceRequestRevisionData),
    ]
  }()

  private static let others: [NamedEvent] = {
    let marketplace = MarketplaceEvents.table, resource = ResourceEvents.table, plan = PlanEvents.table
    let organization = OrganizationEvents.table, providers = PlanProvidersEvents.table
    return [
      NamedEvent("marketplace.deployItem", marketplace.deployItem, EventNames.marketplaceDeployItem),
      NamedEvent("marketplace.itemDeployed", marketplace.itemDeployed, EventNames.marketplaceItemDeployed),
      NamedEvent("marketplace.loadItems", marketplace.loadItems, EventNames.marketplaceLoadItems),
      NamedEvent("marketplace.itemsLoaded", marketplace.itemsLoaded, EventNames.marketplaceItemsLoaded),
      NamedEvent("marketplace.loadSchema", marketplace.loadSchema, EventNames.marketplaceLoadSchema),
      NamedEvent("marketplace.schemaLoaded", marketplace.schemaLoaded, EventNames.marketplaceSchemaLoaded),
      NamedEvent("marketplace.schemaLoadError", marketplace.schemaLoadError, EventNames.marketplaceSchemaLoadError),
      NamedEvent("resource.creation", resource.creation, EventNames.resourceCreation),
      NamedEvent("resource.created", resource.created, EventNames.resourceCreated),
      NamedEvent("resource.creationError", resource.creationError, EventNames.resourceCreationError),
      NamedEvent("resource.update", resource.update, EventNames.resourceUpdate),
      NamedEvent("resource.updated", resource.updated, EventNames.resourceUpdated),
      NamedEvent("resource.updateError", resource.updateError, EventNames.resourceUpdateError),
      NamedEvent("resource.delete", resource.delete, EventNames.resourceDelete),
      NamedEvent("resource.deleted", resource.deleted, EventNames.resourceDeleted),
      NamedEvent("resource.deletionError", resource.deletionError, EventNames.resourceDeletionError),
      NamedEvent("plan.upgrade", plan.upgrade, EventNames.planUpgrade),
      NamedEvent("plan.upgraded", plan.upgraded, EventNames.planUpgraded),
      NamedEvent("plan.upgradeError", plan.upgradeError, EventNames.planUpgradeError),
      NamedEvent("plan.downgrade", plan.downgrade, EventNames.planDowngrade),
      NamedEvent("plan.downgraded", plan.downgraded, EventNames.planDowngraded),
      NamedEvent("plan.downgradeError", plan.downgradeError, EventNames.planDowngradeError),
      NamedEvent("organization.creation", organization.creation, EventNames.createOrganization),
      NamedEvent("organization.created", organization.created, EventNames.organizationCreated),
      NamedEvent("organization.creationError", organization.creationError, EventNames.organizationCreationError),
      NamedEvent("organization.update", organization.update, EventNames.updateOrganization),
      NamedEvent("organization.updated", organization.updated, EventNames.organizationUpdated),
      NamedEvent("organization.delete", organization.delete, EventNames.deleteOrganization),
      NamedEvent("organization.deleted", organization.deleted, EventNames.organizationDeleted),
      NamedEvent("planProviders.loadPlans", providers.loadPlans, EventNames.planProvidersLoadPlans),
      NamedEvent("planProviders.plansLoaded", providers.plansLoaded, EventNames.planProvidersPlansLoaded),
      NamedEvent("planProviders.loadError", providers.loadError, EventNames.planProvidersLoadError),
    ]
  }()

  @Test(arguments: events) func isInTheModelAndInTheTable(_ row: NamedEvent) throws {
    #expect(row.generated == row.member)
    let event = try #require(try Reference.group("aurora", row.group).events.first { $0.helperName == row.helper })
    #expect(event.wireName == row.member.text)
  }

  /// §4, the column of payloads: a plan is a text, plans come as a list, the tree is the loaded user's [S].
  @Test func payloadsAreOfTheTypesOfTheDocument() {
    let upgrade: Event<String> = PlanEvents.table.upgrade
    let loaded: Event<[PlanProvider]> = PlanProvidersEvents.table.plansLoaded
    let items: Event<[MarketplaceItem]> = MarketplaceEvents.table.itemsLoaded
    let creation: Event<Tenant> = TenantEvents.table.creation
    let tree: Event<EntityTree> = UserEvents.table.loaded
    #expect(
      [upgrade.name, loaded.name, items.name, creation.name, tree.name] == [
        "plan-upgrade", "plan-providers-plans-loaded", "marketplace-items-loaded", "create-tenant", "user-loaded",
      ])
  }

  /// Commits are pushed under the entity's topics (example B: `service:deleted`) [S], local events are not.
  @Test func whatCommitsChangeIsPushed() throws {
    let events = try Reference.group("aurora", "service").events
    func topics(_ helper: String) -> [String?] { events.filter { $0.helperName == helper }.map(\.topic) }
    #expect(topics("created") == ["service:created"])
    #expect(topics("deleted") == ["service:deleted"])
    #expect(topics("statusChanged") == ["service:status_changed"])
    #expect(topics("deployed") == [nil])
    for helper in ["load", "loaded", "authError"] {
      let event = try Reference.group("aurora", "user").events.first { $0.helperName == helper }
      #expect(event?.direction == .local && event?.topic == nil)
    }
  }

  /// §4: notifications are made, deleted and read on the client's own bus [S]. §10: what a tenant's creation and a service's
  /// deletion are called [S].
  @Test func notificationsHaveTheNamesOfTheDocument() throws {
    let group = NotificationEvents.table
    #expect(group.creation.name == EventNames.notificationCreation)
    #expect(
      [group.creation.name, group.deletion.name, group.read.name] == [
        "notification-creation", "notification-deletion", "notification-read",
      ])
    func subtype(_ entity: String, _ event: String) throws -> String? {
      try Reference.entity("aurora", entity).notifications.first { $0.event == event }?.subtype
    }
    #expect(try subtype("tenant", "created") == "tenant-created")
    #expect(try subtype("service", "deleted") == "deployment-deleted")
  }
}
