import Testing

@testable import ContractEmitters

/// Reactive state, triggers and reactions.
@Suite struct ReactiveSnippetTests {
  private static let user = """
    concord: 1
    entity: user
    key: name
    kind: person
    fields: { name: string, pin: { type: string, sensitive: true }, mail: "email?" }
    state: [mail, pin]
    triggers: { updated: user.changed, deleted: user.gone, payload: { user: name, mail: "mail?", changedFields: true } }
    operations: { create: }
    react:
      - { when: user deleted, mode: work-queue, group: cleanup, handler: removeContacts }
      - { when: trigger user.changed, handler: default }
      - { when: event userCreated, mode: instance-local, handler: greet }
    """

  @Test func theReactivePart() throws {
    #expect(
      try Emitting.swift(Self.user, only: "extension User: ReactiveEntity") == #"""
        extension User: ReactiveEntity {
          public static let reactive = ReactiveDescriptor(
            kind: "person", source: .store, state: ["mail", "pin"], secrets: ["pin"])

          public static func triggerPayload(of change: StateChange<User>) -> UserTriggerPayload {
            UserTriggerPayload(user: change.latest.name, mail: change.next?.mail, changedFields: change.changedFields)
          }
        }
        """#)
    #expect(
      try Emitting.swift(Self.user, only: "public enum UserTriggers") == #"""
        /// The triggers of `user`.
        public enum UserTriggers {
          /// Follows `user updated`.
          public static var updated: EntityTrigger<User> { EntityTrigger("user.changed", after: .updated) }
          /// Follows `user deleted`.
          public static var deleted: EntityTrigger<User> { EntityTrigger("user.gone", after: .deleted) }
        }
        """#)
    let payload = try Emitting.swift(Self.user, only: "public struct UserTriggerPayload")
    #expect(payload.contains("public init(user: String, mail: EmailAddress? = nil, changedFields: [String])"))
  }

  @Test func reactions() throws {
    #expect(
      try Emitting.swift(Self.user, only: "public protocol UserReactions", "extension ReactionRegistrar") == #"""
        /// What is done for `user` when something happens.
        public protocol UserReactions: Sendable {
          /// After `user deleted`, in one instance of the group `cleanup`, again after a failure.
          func removeContacts(_ change: StateChange<User>, _ context: RequestContext) async throws
          /// After `trigger user.changed`, in every instance.
          func `default`(_ payload: UserTriggerPayload, _ context: RequestContext) async throws
          /// After `event user-created`, in the instance where it happened.
          func greet(_ payload: User, _ context: RequestContext) async throws
        }

        extension ReactionRegistrar {
          /// Registers what is done for `user` when something happens.
          public func react(user reactions: some UserReactions) {
            register("removeContacts", on: ReactionOccasion<StateChange<User>>.change(of: User.self, .deleted), .workQueue(group: "cleanup"), reactions.removeContacts)
            register("default", on: ReactionOccasion<UserTriggerPayload>.trigger(UserTriggers.updated), .broadcast, reactions.`default`)
            register("greet", on: ReactionOccasion<User>.commit(UserEvents.table.created, .created), .instanceLocal, reactions.greet)
          }
        }
        """#)
  }

  @Test func aStateAloneIsFiveLines() throws {
    let contract = { (state: String) in
      "concord: 1\nentity: user\nkey: name\n\(state)fields: { name: string, mail: string }\n"
    }
    let without = try #require(try Emitting.files(of: ["p/user.yaml": contract("")])["p+user.swift"])
    let with = try #require(try Emitting.files(of: ["p/user.yaml": contract("state: [mail]\n")])["p+user.swift"])
    #expect(!without.contains("React"))
    let count = { (text: String) in text.split(separator: "\n", omittingEmptySubsequences: false).count }
    #expect(count(with) - count(without) == 5)
  }

  @Test func aPluginsEntityHasNothingFromTheStore() throws {
    let contract = """
      concord: 1
      entity: user
      key: name
      source: plugin
      state: [mail]
      fields: { name: string, mail: string }
      operations: { create: , get: }
      """
    #expect(
      try Emitting.swift(contract, only: "public protocol UserHandler", "extension OperationRegistrar") == #"""
        /// Answers the requests of `user`.
        public protocol UserHandler: Sendable {
          func create(_ input: User, _ context: RequestContext) async throws -> User
          func get(_ input: Key<User>, _ context: RequestContext) async throws -> User
        }

        extension OperationRegistrar {
          /// Lets a handler answer the requests of `user`.
          public func handle(user handler: some UserHandler) {
            let operations = UserOperations.table
            register(operations.create, handler.create)
            register(operations.get, handler.get)
          }
        }
        """#)
    let entity = try Emitting.swift(contract, only: "extension User: Entity")
    #expect(entity.contains("serveStored(on registrar: some OperationRegistrar) {\n  }"))
  }

  @Test func whatTheServerReactsToIsNoMatterOfItsClients() throws {
    func digest(_ extra: String) throws -> String {
      let text = "concord: 1\nentity: user\nkey: name\n\(extra)fields: { name: string, mail: string }\n"
      let user = try #require(try Emitting.files(of: ["p/user.yaml": text])["p+user.swift"])
      return String(try #require(user.firstMatch(of: /contract\(digest: (0x\w+)\)/)).output.1)
    }
    let plain = try digest("")
    #expect(try digest("state: [mail]\ntriggers: { created: user.made }\n") == plain)
    #expect(try digest("react: [{ when: event userCreated, handler: greet }]\n") == plain)
    #expect(try digest("plural: people\n") != plain)
  }
}
