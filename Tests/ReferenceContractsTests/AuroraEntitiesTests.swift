import ConcordCore
import ContractChecks
import DeploymentSpec
import ReferenceContracts
import Testing

/// Document 000: the tree, and what the entities are said to have.
@Suite struct AuroraEntitiesTests {
  /// §5.5: the levels of the hierarchy; §5.4: what else is pushed, and so has a place [S].
  @Test(arguments: [
    ("tenant", []), ("account", ["tenant"]), ("environment", ["tenant", "account"]),
    ("service", ["tenant", "account", "environment"]),
    ("revision", ["tenant", "account", "environment", "service"]),
    ("link", ["tenant", "account", "environment", "service"]),
    ("domain", ["tenant"]), ("port", ["tenant"]), ("ca", ["tenant"]), ("certificate", ["tenant"]),
    ("secret", ["tenant"]), ("volume", ["tenant"]), ("registry", ["tenant"]), ("token", ["tenant"]),
    ("user", []), ("organization", []),
  ])
  func hasItsPlace(_ name: String, _ ancestors: [String]) throws {
    let entity = try Reference.entity("aurora", name)
    #expect(entity.ancestors.map(\.entity) == ancestors)
    #expect(ancestors.isEmpty || entity.onParentDelete == .cascade)
  }

  /// §10 example B: the path of a service [S].
  @Test func pathsReadAsInTheDocument() throws {
    let text = "/tenant/acme/account/prod/environment/env1/service/api"
    let key = Service.key(tenant: "acme", account: "prod", environment: "env1", name: "api")
    #expect(key.path.description == text)
    #expect(Key<Service>(try #require(EntityPath(text))) == key)
  }

  /// §6, account-api-service: the providers [S].
  @Test func hasTheSixProviders() {
    #expect(
      [Provider.aws, .azure, .ovh, .oasix, .cloudos, .opennebula].map(\.wireValue) == [
        "AWS", "AZURE", "OVH", "OASIX", "CLOUDOS", "OPENNEBULA",
      ])
  }

  /// §6, account-api-service: credentials, marks and flavors; facts A6 [S].
  @Test func anAccountHasWhatTheDocumentSays() throws {
    let names = try Reference.entity("aurora", "account").fields.map(\.name)
    #expect(Set(["name", "provider", "credentials", "marks", "flavors"]).isSubset(of: names))
    #expect(try Reference.record("aurora", "Resources") == ["cpu", "memory", "storage"])
  }

  /// §6, environment-api-service: primary or secondary, high availability, a number of nodes [S].
  @Test func anEnvironmentHasWhatTheDocumentSays() throws {
    #expect([EnvironmentType.primary, .secondary].map(\.wireValue) == ["primary", "secondary"])
    let names = try Reference.entity("aurora", "environment").fields.map(\.name)
    #expect(Set(["type", "highAvailability", "nodes", "usage"]).isSubset(of: names))
  }

  /// §5.5, getChannelsInfo: protocol, port, host [S].
  @Test func aChannelHasProtocolPortAndHost() throws {
    #expect(try Reference.record("aurora", "Channel").isSuperset(of: ["protocol", "port", "host"]))
  }

  /// §6, resources-api-service: six types [S]; what each needs.
  @Test func resourcesAreAUnionOfSix() throws {
    let package = try Reference.package("aurora")
    let resource = try #require(package.types.first { $0.name == "Resource" })
    #expect(resource.union?.discriminator == "type")
    #expect(resource.union?.cases.map(\.name) == ["domain", "port", "ca", "certificate", "secret", "volume"])
    #expect(
      [VolumeType.persistent, .nonReplicated, .volatile].map(\.wireValue) == [
        "persistent", "nonReplicated", "volatile",
      ])
    // A certificate requires cert, key and domain.
    let certificate = try Reference.entity("aurora", "certificate").fields
    #expect(certificate.filter { !$0.isOptional }.map(\.name) == ["name", "domain", "certificate", "privateKey"])
  }

  /// §6: the arguments of the tenant's functions [S].
  @Test(arguments: [
    ("tenant:create_registry", ["registry"]), ("tenant:update_registry", ["registry", "force"]),
    ("tenant:delete_registry", ["registry", "force"]), ("tenant:invite_user", ["email", "role"]),
    ("tenant:remove_user", ["user"]), ("tenant:update_user_role", ["user", "role"]),
    ("tenant:reject_invite", ["leave"]), ("tenant:create_token", ["description", "expiration"]),
    ("tenant:delete_token", ["token"]),
  ])
  func takesWhatTheDocumentSays(_ topic: String, _ arguments: [String]) throws {
    let operation = try Reference.operation(topic)
    guard case .type(let type) = operation.input else {
      Issue.record("\(topic) takes no record")
      return
    }
    #expect(Reference.fields(type, of: try Reference.package("aurora")) == ["name"] + arguments)
  }

  /// §6, service-api-service: what an update of a service reaches [S].
  @Test func aServiceHasConfigurationResourcesAndScaling() throws {
    let names = try Reference.entity("aurora", "service").fields.map(\.name)
    #expect(Set(["config", "resources", "resilience", "scaling", "revision", "channels"]).isSubset(of: names))
  }

  /// The diff at the document's head, facts A1: `scaling` is an empty object where nothing scales [S].
  @Test func aServiceThatDoesNotScaleSaysSo() {
    #expect(ServiceSpecs.marketplaceApi.json.contains(#""scaling":{}"#))
    #expect(ServiceSpecs.tenantApi.json.contains(#""scale_up":{"cpu":80"#))
    #expect(ServiceSpecs.tenantApi.json.contains(#""team":"development""#))
  }
}
