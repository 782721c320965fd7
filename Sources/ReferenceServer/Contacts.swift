import ConcordCore
import ReferenceContracts

/// Nobody is told who is no user any more.
struct Contacts: ContactReactions {
  func removeContacts(_ change: StateChange<AuthUser>, _ context: RequestContext) async throws {
    var query = ListQuery<Contact>()
    query.filter(\.userId, change.latest.id)
    while true {
      // What was found is gone afterwards, so the rest is on the first page again.
      let page = try await context.entities.list(query, context)
      if page.items.isEmpty { return }
      for contact in page.items { _ = try await context.entities.delete(contact.key, context) }
    }
  }
}
