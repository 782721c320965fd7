import ConcordCore
import SampleContracts
import Testing

/// Pages that say no sensible size.
@Suite struct OddPageTests {
  /// A size from which nobody can say which page is the last.
  @Test(arguments: [0, -1, -500]) func aPageWithoutASizeIsNoPage(size: Int) async throws {
    let page = #"{"items":[{"name":"acme"}],"page":1,"pageSize":\#(size),"total":9,"revisions":[1]}"#
    try await withClient(answer: { [$0.success(page)] }) { client, peer in
      await expectFailure(.invalidReply, try await client.load(Tenant.self))
      #expect(peer.requests.count == 1 && client.status.connection == .connected)
    }
  }
}
