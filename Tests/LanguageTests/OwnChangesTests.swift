import ConcordClient
import ConcordCore
import LanguageContracts
import Testing

/// The tree of whoever asked for a change is right, whatever the reply showed of it.
@Suite struct OwnChangesTests {
  @Test func whatRefersToWhatIsDeletedIsToldToWhoDeletedIt() async throws {
    try await Served.run { served in
      let client = served.client
      let mentor = try await client.member.create(Member(email: "a@x.org"))
      let pupil = try await client.member.create(Member(email: "b@x.org", mentor: Ref(mentor)))
      #expect(client.tree[pupil.key]?.mentor != nil)
      _ = try await client.member.delete(mentor.key)
      try await eventually("the cleared reference") { client.tree[pupil.key].map { $0.mentor == nil } ?? false }
      #expect(client.tree[mentor.key] == nil)
    }
  }

  @Test func whatWasDoneBeforeAnErrorIsInTheTree() async throws {
    try await Served.run(register: { server in
      server.register(MemberOperations.table.create) { member, context in
        _ = try await context.entities.create(member, context)
        throw ConcordError(.notFound, "no room for it")
      }
    }) { served in
      let client = served.client
      let error = await failure(try await client.member.create(Member(email: "a@x.org")))
      #expect(error?.code == .notFound)
      try await eventually("the member") { client.tree.count == 1 }
    }
  }
}
