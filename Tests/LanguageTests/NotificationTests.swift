import ConcordClient
import ConcordCore
import LanguageContracts
import Testing

/// The notifications of clients of a real server.
@Suite struct NotificationTests {
  private func parcel(_ label: String) -> Parcel { Parcel(label: label, watchers: [], stops: [:]) }

  private func lines(_ client: ConcordClient) -> [String] {
    client.notifications.map { "\($0.type) \($0.subtype) \($0.entity?.description ?? "-")" }
  }

  @Test func eachChangeIsToldOnce() async throws {
    try await Post.run { post in
      let (ada, ann) = (try await post.client("ada@acme"), try await post.client("ann@acme"))
      let told = Journal()
      _ = ada.events.notification.subscribe.creation { told.add($0.subtype) }
      let one = try await ada.parcel.create(parcel("one"))
      var patch = Patch(one.key)
      patch.label = "changed"
      _ = try await ada.parcel.update(patch)
      _ = try await ada.parcel.send(ParcelSendInput(id: one.id, to: "town"))
      try await eventually("news") { told.lines.contains("parcel-news") }
      _ = try await ada.parcel.delete(one.key)
      let member = try await ada.member.create(Member(email: "a@x.org"))
      // `updated` is switched off, `sent` is told because `notify:` names it, and `deleted` has a name of its own.
      let expected = [
        "success parcel-created \(one.key)", "success parcel-on-its-way \(one.key)",
        "success parcel-news \(one.key)", "success parcel-removed \(one.key)", "success member-created \(member.key)",
      ]
      #expect(Set(lines(ada)) == Set(expected) && lines(ada).count == expected.count)
      #expect(told.lines == ada.notifications.map(\.subtype))
      // Who only looks on learns of the same changes by pushes.
      try await eventually("told") { lines(ann).count == 4 }
      #expect(lines(ann) == expected.filter { !$0.contains("on-its-way") })
      #expect(ann.notifications.allSatisfy { !$0.isRead && $0.error == nil && $0.time.milliseconds > 0 })
      #expect(ann.notifications.map(\.id.description) == ann.notifications.map(\.id.description).sorted())
    }
  }

  @Test func failuresOfOnesOwn() async throws {
    try await Post.run { post in
      let ada = try await post.client("ada@acme")
      _ = try await ada.member.create(Member(email: "a@x.org"))
      _ = await failure(try await ada.member.create(Member(email: "a@x.org")))
      var patch = Patch(Member.key(id: "mem_77"))
      patch.changed = 1
      _ = await failure(try await ada.member.update(patch))
      // Failures of reading have no event, and `sendError` is switched off.
      _ = await failure(try await ada.member.get(patch.key))
      _ = await failure(try await ada.parcel.send(ParcelSendInput(id: "par_x", to: "town")))
      #expect(
        lines(ada) == [
          "success member-created /member/mem_1", "error member-creation-error -",
          "error member-update-error /member/mem_77",
        ])
      #expect(ada.notifications.map(\.error?.code) == [nil, .conflict, .notFound])
    }
  }

  @Test func readAndDeletedByTheUser() async throws {
    try await Post.run { post in
      var options = ClientOptions()
      options.maxNotifications = 2
      let ada = try await post.client("ada@acme", options: options)
      for name in ["a", "b", "c"] {
        _ = try await ada.member.create(Member(email: EmailAddress(rawValue: "\(name)@x.org")!))
      }
      #expect(ada.notifications.map(\.entity?.description) == ["/member/mem_2", "/member/mem_3"], "bounded")
      let (older, newer) = (ada.notifications[0], ada.notifications[1])
      ada.events.notification.publish.read(older)
      #expect(ada.notifications.map(\.isRead) == [true, false])
      ada.events.notification.publish.deletion(older)
      #expect(ada.notifications == [newer])
      // An application may tell something of its own.
      ada.events.notification.publish.creation(Notification(type: .error, subtype: "mood-lost"))
      #expect(ada.notifications.map(\.subtype) == ["member-created", "mood-lost"])
      // Another user's are not this one's; the same user's stay.
      ada.close()
      try await ada.connect(token: "ada@acme")
      #expect(ada.notifications.count == 2)
      try await ada.connect(token: "bob@bolt")
      #expect(ada.notifications == [])
    }
  }
}
