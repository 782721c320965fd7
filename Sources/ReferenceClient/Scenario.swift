import ConcordClient
import ConcordCore
import ReferenceContracts

/// A tenant's life, seen from two sides.
struct Scenario {
  let timeline = Timeline()
  let builder: ConcordClient
  let watcher: ConcordClient
  /// Knows the contracts of other systems.
  let visitor: ConcordClient

  init(baseURL: String, transport: any ClientTransport) {
    builder = ConcordClient(baseURL: baseURL, packages: [AuroraPackage.self], transport: transport)
    watcher = ConcordClient(baseURL: baseURL, packages: [AuroraPackage.self], transport: transport)
    visitor = ConcordClient(
      baseURL: baseURL, packages: [AdminPackage.self, CatalogPackage.self], transport: transport)
  }

  /// What was not as it must be.
  struct Wrong: Error, CustomStringConvertible {
    let description: String
  }

  private let tenant = Tenant.key(name: "acme")
  private let account = Account.key(tenant: "acme", name: "prod")
  private let environment = Environment.key(tenant: "acme", account: "prod", name: "env1")
  private let service = Service.key(tenant: "acme", account: "prod", environment: "env1", name: "api")

  /// - Throws: the first thing that went otherwise than it must.
  func run() async throws {
    timeline.section("Two clients connect")
    watch(builder, as: "builder", in: timeline)
    watch(watcher, as: "watcher", in: timeline)
    try await builder.connect()
    timeline.note("builder", "connected to \(builder.url)")
    try await watcher.connect()
    try await watcher.loadAll()
    timeline.note("watcher", "connected, \(watcher.tree.count) entities loaded")

    try await build()
    try await operate()
    try await refuse()
    try await visitTheOthers()
    try await takeDown()

    builder.close()
    watcher.close()
    visitor.close()
  }

  private func build() async throws {
    timeline.section("The builder creates a branch; the watcher is told")
    timeline.note("builder", "→ tenant:create_tenant acme")
    try await builder.tenant.create(Tenant(name: "acme", plan: .standard))
    try await timeline.expect("watcher", "← tenant created \(tenant)")

    // The way of a user interface: publish the wish, listen for the outcome.
    timeline.note("builder", "publishes account.creation prod")
    builder.events.account.publish.creation(
      Account(
        tenant: "acme", name: "prod", provider: .aws, credentials: Secret(["key": "demo"]),
        marks: Resources(cpu: 8000, memory: 16384), flavors: [Flavor(name: "small", cpu: 1000, memory: 2048)]))
    try await timeline.expect("builder", "← account created \(account)")
    try await timeline.expect("watcher", "← account created \(account)")

    timeline.note("builder", "→ environment:create_environment env1")
    try await builder.environment.create(Environment(tenant: "acme", account: "prod", name: "env1"))
    try await timeline.expect("watcher", "← environment created \(environment)")

    timeline.note("builder", "→ service:deploy_service api")
    try await builder.service.deploy(
      ServiceDeployInput(
        tenant: "acme", account: "prod", environment: "env1", name: "api", image: "registry.example/api:1.0",
        config: ["LOG_LEVEL": "info"]))
    try await timeline.expect("watcher", "← service created \(service)")
    try await timeline.expect("watcher", "← service api is running")
    print("\nThe watcher's tree:\n\(outline(watcher.tree))")
    guard let branch = watcher.tree.branch(tenant),
      branch.accounts.first?.environments.first?.services.first?.name == "api"
    else { throw Wrong(description: "the watcher's tree lacks the service") }
  }

  private func operate() async throws {
    timeline.section("Operations of the contracts")
    timeline.note("builder", "→ tenant:invite_user")
    try await builder.tenant.inviteUser(TenantInviteUserInput(name: "acme", email: "ada@example.com", role: .developer))
    try await timeline.expect("watcher", "← tenant updated \(tenant)")

    timeline.note("builder", "→ tenant:create_token")
    let token = try await builder.tenant.createToken(TenantCreateTokenInput(name: "acme", description: "for CI"))
    timeline.note(
      "builder", "← the token '\(token.token.value.description)', its secret has \(token.secret.value.count) letters")

    timeline.note("builder", "→ environment:scale_environment to 3")
    let scaled = try await builder.environment.scale(
      EnvironmentScaleInput(tenant: "acme", account: "prod", name: "env1", nodes: 3))
    guard scaled.nodes == 3 else { throw Wrong(description: "the environment has \(scaled.nodes) nodes, not 3") }
    try await timeline.expect("watcher", "← environment updated \(environment)")

    timeline.note("builder", "→ service:deploy_service api, a second revision")
    let second = try await builder.service.deploy(
      ServiceDeployInput(
        tenant: "acme", account: "prod", environment: "env1", name: "api", image: "registry.example/api:1.1",
        config: ["LOG_LEVEL": "debug"]))
    timeline.note("builder", "← service api runs \(second.revision ?? "nothing")")
    timeline.note("builder", "→ service:change_revision back to r1")
    let back = try await builder.service.changeRevision(
      ServiceChangeRevisionInput(tenant: "acme", account: "prod", environment: "env1", name: "api", revision: "r1"))
    guard back.image == "registry.example/api:1.0" else { throw Wrong(description: "the service runs \(back.image)") }
    timeline.note("builder", "← service api runs \(back.revision ?? "nothing")")

    var change = Patch(account)
    change.marks = .some(Resources(cpu: 16000, memory: 32768))
    timeline.note("builder", "→ account:update_account prod")
    try await builder.account.update(change)
    try await timeline.expect("watcher", "← account updated \(account)")
    let page = try await builder.account.list(ListQuery(in: tenant))
    timeline.note("builder", "← account:get_accounts: \(page.items.count) of \(page.total)")
  }

  private func refuse() async throws {
    timeline.section("What is wrong is refused, and costs nobody else anything")
    timeline.note("builder", "publishes account.creation prod, which exists")
    builder.events.account.publish.creation(
      Account(tenant: "acme", name: "prod", provider: .aws, credentials: Secret([:]), flavors: []))
    try await timeline.expect("builder", "← account prod not created: ALREADY_EXISTS")
    timeline.note("builder", "→ service:change_revision to r9, which does not")
    do {
      try await builder.service.changeRevision(
        ServiceChangeRevisionInput(tenant: "acme", account: "prod", environment: "env1", name: "api", revision: "r9"))
      throw Wrong(description: "a revision that does not exist was accepted")
    } catch let error as ConcordError {
      guard ServiceError(error) == .unknownRevision else { throw error }
      timeline.note("builder", "← \(error.code): a typed error of the contract")
    }
  }

  /// Entities of the admin and the catalog, which the store keeps too.
  private func visitTheOthers() async throws {
    timeline.section(
      "The other systems: numbers that the store counts, names that are unique, contacts that go with a user")
    try await visitor.connect()
    let compute = try await visitor.compute.create(Compute(name: "edge"))
    timeline.note("visitor", "→ compute:create_compute edge, which is number \(compute.id)")
    do {
      try await visitor.compute.create(Compute(name: "edge"))
      throw Wrong(description: "two computes have one name")
    } catch let error as ConcordError where error.code == .conflict {
      timeline.note("visitor", "← \(error.code): there is one of this name")
    }

    let ada = try await visitor.authUser.create(AuthUser(name: "Ada"))
    let contact = try await visitor.contact.create(Contact(systemId: "billing", userId: ada.id))
    let timeline = timeline
    _ = visitor.events.contact.subscribe.deleted {
      timeline.note("visitor", "← contact \($0 == contact.key ? "of Ada" : "of somebody else") deleted, by a reaction")
    }
    timeline.note("visitor", "→ authUser:delete_auth_user Ada, who is a contact of a system")
    try await visitor.authUser.delete(ada.key)
    try await timeline.expect("visitor", "← contact of Ada deleted, by a reaction")
  }

  private func takeDown() async throws {
    timeline.section("The builder deletes the tenant; the branch goes on both sides")
    timeline.note("builder", "→ tenant:delete_tenant \(tenant)")
    try await builder.tenant.delete(tenant)
    try await timeline.expect("watcher", "← tenant deleted \(tenant)")
    for (who, client) in [("builder", builder), ("watcher", watcher)] {
      guard client.tree.count == 0 else {
        throw Wrong(description: "the \(who)'s tree still has:\n\(outline(client.tree))")
      }
      timeline.note(who, "has an empty tree")
    }
  }
}
