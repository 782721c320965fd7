import ContractChecks
import ReferenceContracts
import Testing

/// What documents 000 and 002 name of HTTP.
@Suite struct RoutesTests {
  static let routes: [NamedRoute] = [
    // 000 §10 example C: the first request of all [S]; user-api-service: createUser by POST [S], its path [I]
    NamedRoute("user:get_user", "GET /user"),
    NamedRoute("user:create_user", "POST /user", 201),
    // 000 §6: "HTTP variants" of three operations of tenants [S]; their paths are ours
    NamedRoute("tenant:create_tenant", "POST /tenants", 201),
    NamedRoute("tenant:update_tenant", "PATCH /tenants/{name}"),
    NamedRoute("tenant:delete_tenant", "DELETE /tenants/{name}"),
    // 000 §6: bundles by multipart, redeployment by POST, items of the marketplace by multipart [S]; their paths are ours
    NamedRoute("service:deploy_bundle", "POST /services/{name}/bundle"),
    NamedRoute("service:redeploy_service", "POST /services/{name}/redeploy"),
    NamedRoute("marketplace:deploy_item", "POST /marketplace/deployments"),
    // 000 §6, reporting-api-service: a GET for one environment [S]; its path is ours
    NamedRoute(
      "environment:get_reporting", "GET /tenants/{tenant}/accounts/{account}/environments/{name}/reporting"),
    // 002 "HTTP API": deployments and their events [S]; the status of an order that takes time is ours
    NamedRoute("deployment:create_deployment", "POST /deployments", 202),
    NamedRoute("deployment:get_deployments", "GET /deployments"),
    NamedRoute("deployment:get_deployment", "GET /deployments/{id}"),
    NamedRoute("deployment:delete_deployment", "DELETE /deployments/{id}", 202),
    NamedRoute("deploymentEvent:get_deployment_events", "GET /deployments/{deployment}/events"),
    // 002 "Auth (minimal set)": all six [S]; statuses are ours
    NamedRoute("auth:register", "POST /auth/register", 201),
    NamedRoute("auth:login", "POST /auth/login"),
    NamedRoute("auth:logout", "POST /auth/logout", 204),
    NamedRoute("auth:verify_email", "POST /auth/verify-email", 204),
    NamedRoute("auth:resend_verification", "POST /auth/resend-verification", 202),
    NamedRoute("auth:me", "GET /me"),
    // Sessions end, and 004 has passport codes in queries: both routes are ours
    NamedRoute("auth:refresh", "POST /auth/refresh"),
    NamedRoute("auth:passport", "POST /auth/passport"),
  ]

  @Test(arguments: routes) func isBound(_ row: NamedRoute) throws {
    let http = try #require(try Reference.operation(row.topic).http)
    #expect(http.text == row.route)
    #expect(http.status == row.status)
  }

  /// Nothing is bound that no document asks for.
  @Test func thereAreNoOtherRoutes() {
    let all = Reference.packages.flatMap(\.contracts).compactMap(\.group).flatMap(\.operations)
    let bound = all.compactMap(\.http).map(\.text)
    #expect(bound.sorted() == RoutesTests.routes.map(\.route).sorted())
  }

  /// 000 §6: a DSL or bundle file is uploaded, perhaps only tried or validated; links are made afterwards [S].
  @Test func aBundleTravelsAsAPart() throws {
    let http = try #require(ServiceOperations.table.deployBundle.http)
    #expect(http.files == ["bundle"])
    let form = try Reference.record("aurora", "BundleForm")
    #expect(form.isSuperset(of: ["validate", "dryRun", "links"]))
  }

  /// Whom the documents let in without a sign-in: who has no account, or is just about to sign in.
  @Test func strangersMayRegisterAndSignIn() {
    let all = Reference.packages.flatMap(\.contracts).compactMap(\.group).flatMap(\.operations)
    let open = all.filter { $0.access?.isForAnyone == true }.map(\.topic)
    #expect(
      Set(open) == [
        "user:create_user", "auth:register", "auth:login", "auth:verify_email", "auth:resend_verification",
      ])
    #expect(AuthOperations.table.login.isOpen)
    #expect(!AuthOperations.table.me.isOpen)
  }
}
