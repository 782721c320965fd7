import Testing

@testable import ContractModel

struct WordsTests {
  @Test(
    arguments: [
      ("tenant", ["tenant"]), ("inviteUser", ["invite", "user"]), ("InviteUser", ["invite", "user"]),
      ("invite_user", ["invite", "user"]), ("invite-user", ["invite", "user"]), ("Invite user", ["invite", "user"]),
      ("HTTPServer", ["http", "server"]), ("loadHTTPData", ["load", "http", "data"]), ("userID", ["user", "id"]),
      ("CPU", ["cpu"]), ("ipv4Address", ["ipv4", "address"]), ("S3Bucket", ["s3", "bucket"]), ("oauth2", ["oauth2"]),
      ("v2Beta1", ["v2", "beta1"]), ("__a--b__", ["a", "b"]), ("", []), ("_", []), ("aB", ["a", "b"]),
      ("éAü", ["é", "aü"]),
    ] as [(String, [String])])
  func splits(name: String, words: [String]) { #expect(Words(name).words == words) }

  /// The short way for ASCII finds what Unicode's tables find.
  @Test func splitsASCIIAsAnyText() {
    let letters = Array("aBcDZz09_- /\n\r\0~")
    var state: UInt64 = 1
    for _ in 0..<2000 {
      var name = ""
      for _ in 0..<(state >> 60) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        name.append(letters[Int(state >> 33) % letters.count])
      }
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      #expect(Words.ofASCII(name) == Words.ofAnyText(name), "\(name.debugDescription)")
    }
    #expect(Words.ofASCII("é") == nil)
  }

  @Test func joins() {
    let words = Words("updateHTTPRole")
    #expect(words.lowerCamel == "updateHttpRole")
    #expect(words.upperCamel == "UpdateHttpRole")
    #expect(words.snake == "update_http_role")
    #expect(words.kebab == "update-http-role")
    #expect(words.upperSnake == "UPDATE_HTTP_ROLE")
  }
}

struct PluralsTests {
  @Test(arguments: [
    ("tenant", "tenants"), ("account", "accounts"), ("environment", "environments"), ("service", "services"),
    ("revision", "revisions"), ("marketplace", "marketplaces"), ("registry", "registries"), ("key", "keys"),
    ("delay", "delays"), ("status", "statuses"), ("address", "addresses"), ("box", "boxes"), ("branch", "branches"),
    ("hash", "hashes"), ("analysis", "analyses"), ("person", "people"), ("quiz", "quizzes"), ("leaf", "leaves"),
    ("cloudPolicy", "cloudPolicies"), ("access-key", "accessKeys"), ("metadata", "metadata"), ("ca", "cas"),
  ])
  func plural(singular: String, plural: String) { #expect(Plurals.plural(of: singular) == plural) }
}

struct ParticiplesTests {
  @Test(
    arguments: [
      ("deploy", "deployed"), ("clean", "cleaned"), ("scale", "scaled"), ("restart", "restarted"), ("stop", "stopped"),
      ("copy", "copied"), ("send", "sent"), ("upgrade", "upgraded"), ("downgrade", "downgraded"), ("run", nil),
      ("reset", nil), ("frobnicate", nil),
    ] as [(String, String?)])
  func participle(verb: String, participle: String?) { #expect(Participles.participle(of: verb) == participle) }

  @Test func neverIsTheVerbItself() {
    for (verb, participle) in Participles.table {
      #expect(verb != participle)
      #expect(Words(verb).words == [verb] && Words(participle).words == [participle], "\(verb)")
    }
  }
}

struct TopicsTests {
  @Test(arguments: [
    (OperationModel.Kind.create, "create", "tenant", "tenant:create_tenant"),
    (.update, "update", "tenant", "tenant:update_tenant"), (.delete, "delete", "tenant", "tenant:delete_tenant"),
    (.get, "get", "user", "user:get_user"), (.list, "list", "environment", "environment:get_environments"),
    (.list, "list", "registry", "registry:get_registries"), (.custom, "deploy", "service", "service:deploy_service"),
    (.custom, "restart", "service", "service:restart_service"), (.custom, "clean", "account", "account:clean_account"),
    (.custom, "scale", "environment", "environment:scale_environment"),
    (.custom, "createRegistry", "tenant", "tenant:create_registry"),
    (.custom, "updateRegistry", "tenant", "tenant:update_registry"),
    (.custom, "deleteRegistry", "tenant", "tenant:delete_registry"),
    (.custom, "inviteUser", "tenant", "tenant:invite_user"), (.custom, "removeUser", "tenant", "tenant:remove_user"),
    (.custom, "updateUserRole", "tenant", "tenant:update_user_role"),
    (.custom, "acceptInvite", "tenant", "tenant:accept_invite"),
    (.custom, "rejectInvite", "tenant", "tenant:reject_invite"),
    (.custom, "createToken", "tenant", "tenant:create_token"),
    (.custom, "deleteToken", "tenant", "tenant:delete_token"),
    (.custom, "changeRevision", "service", "service:change_revision"),
    (.custom, "updateServiceLinks", "service", "service:update_service_links"),
    (.custom, "restartInstance", "service", "service:restart_instance"),
    (.custom, "requestRevisionData", "service", "service:request_revision_data"),
    (.create, "create", "planProvider", "planProvider:create_plan_provider"),
  ])
  func ofEntities(kind: OperationModel.Kind, name: String, entity: String, topic: String) {
    #expect(Topics.operation(kind, name: name, entity: entity, plural: Plurals.plural(of: entity)) == topic)
  }

  @Test func ofServicesAndEvents() {
    #expect(Topics.operation(name: "getItems", service: "marketplace") == "marketplace:get_items")
    #expect(Topics.operation(name: "search", service: "marketplace") == "marketplace:search")
    #expect(Topics.event(name: "deleted", group: "service") == "service:deleted")
    #expect(Topics.event(name: "statusChanged", group: "account") == "account:status_changed")
  }
}

struct EventNamingTests {
  private func text(_ name: EventName) -> String { "\(name.member) \(name.wire) \(name.helper)" }
  private func texts(_ triple: EventTriple?) -> [String] {
    triple.map { [text($0.intent), text($0.success), text($0.failure)] } ?? []
  }

  @Test func ofConventionalOperations() {
    #expect(
      texts(EventTriple.conventional(.create, group: "tenant")) == [
        "createTenant create-tenant creation", "tenantCreated tenant-created created",
        "tenantCreationError tenant-creation-error creationError",
      ])
    #expect(
      texts(EventTriple.conventional(.update, group: "tenant")) == [
        "updateTenant update-tenant update", "tenantUpdated tenant-updated updated",
        "tenantUpdateError tenant-update-error updateError",
      ])
    #expect(
      texts(EventTriple.conventional(.delete, group: "planProvider")) == [
        "deletePlanProvider delete-plan-provider delete", "planProviderDeleted plan-provider-deleted deleted",
        "planProviderDeletionError plan-provider-deletion-error deletionError",
      ])
    #expect(EventTriple.conventional(.get, group: "tenant") == nil)
    #expect(EventTriple.conventional(.list, group: "tenant") == nil)
  }

  @Test(arguments: [
    ("deploy", "service", "deployed"), ("restart", "service", "restarted"), ("clean", "account", "cleaned"),
    ("clean", "environment", "cleaned"), ("scale", "environment", "scaled"), ("upgrade", "plan", "upgraded"),
    ("downgrade", "plan", "downgraded"),
  ])
  func ofVerbs(verb: String, group: String, participle: String) {
    let capital = Words(verb).upperCamel
    #expect(
      texts(EventTriple.verb(verb, group: group)) == [
        "\(group)\(capital) \(group)-\(verb) \(verb)",
        "\(group)\(Words(participle).upperCamel) \(group)-\(participle) \(participle)",
        "\(group)\(capital)Error \(group)-\(verb)-error \(verb)Error",
      ])
  }

  @Test func ofOthersIsNotGuessed() {
    #expect(EventTriple.verb("inviteUser", group: "tenant") == nil)
    #expect(EventTriple.verb("frobnicate", group: "tenant") == nil)
    #expect(
      texts(EventTriple(group: "marketplace", helpers: "loadSchema", "schemaLoaded", "schemaLoadError")) == [
        "marketplaceLoadSchema marketplace-load-schema loadSchema",
        "marketplaceSchemaLoaded marketplace-schema-loaded schemaLoaded",
        "marketplaceSchemaLoadError marketplace-schema-load-error schemaLoadError",
      ])
  }
}

struct SwiftNamesTests {
  @Test(arguments: [
    ("name", "name"), ("customerId", "customerId"), ("scale_up", "scaleUp"), ("in-progress", "inProgress"),
    ("CPU", "cpu"), ("HTTPPort", "httpPort"), ("default", "`default`"), ("in", "`in`"), ("import", "`import`"),
    ("self", "selfValue"), ("init", "initValue"), ("Type", "type"), ("none", "noneValue"), ("get", "get"),
    ("3des", "_3des"),
  ])
  func member(name: String, swift: String) { #expect(SwiftNames.member(name) == swift) }

  @Test(arguments: [
    ("account", "", "Account"), ("planProvider", "", "PlanProvider"), ("ca", "", "Ca"), ("task", "", "TaskEntity"),
    ("event", "", "EventEntity"), ("error", "", "ErrorEntity"), ("string", "", "StringEntity"),
    ("task", "Shop", "ShopTask"), ("key", "", "KeyEntity"),
  ])
  func entity(name: String, prefix: String, swift: String) { #expect(SwiftNames.entity(name, prefix: prefix) == swift) }

  @Test(arguments: [
    ("Provider", "", "Provider"), ("provider", "", "Provider"), ("HTTPCall", "", "HTTPCall"),
    ("Failure", "", "FailureValue"), ("Type", "", "TypeValue"), ("Self", "", "SelfValue"), ("Any", "", "AnyValue"),
    ("aws-credentials", "", "AwsCredentials"), ("Failure", "Shop", "ShopFailure"), ("Protocol", "", "ProtocolValue"),
  ])
  func type(name: String, prefix: String, swift: String) { #expect(SwiftNames.type(name, prefix: prefix) == swift) }

  @Test func group() {
    #expect(SwiftNames.group("account") == "account")
    #expect(SwiftNames.group("plan-provider") == "planProvider")
    #expect(SwiftNames.group("channel") == "channelEntity")
    #expect(SwiftNames.group("import") == "`import`")
  }

  @Test(arguments: [
    ("/ssrhmr", "ssrhmr"), ("/admin/live", "adminLive"), ("/", "root"), ("/start", "startNamespace"),
    ("/import", "`import`"), ("/2024", "ns2024"),
  ])
  func namespace(path: String, swift: String) {
    #expect(SwiftNames.namespace(path) == swift)
  }
}
