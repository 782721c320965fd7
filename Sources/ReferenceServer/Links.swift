import ConcordCore
import ReferenceContracts

/// The links of services, which are entities below the service that speaks.
extension Services {
  func updateServiceLinks(
    _ input: ServiceUpdateServiceLinksInput, _ context: RequestContext
  ) async throws -> ServiceUpdateServiceLinksOutput {
    let key = Service.key(
      tenant: input.tenant, account: input.account, environment: input.environment, name: input.name)
    _ = try await context.entities.get(key, context)
    let wanted = Set(input.links.map(\.name))
    var known: Set<String> = []
    for link in try await links(ListQuery(in: key), context) {
      if wanted.contains(link.name) {
        known.insert(link.name)
      } else {
        _ = try await context.entities.delete(link.key, context)
      }
    }
    for request in input.links {
      let status: LinkStatus = try await find(request.target.key, context) == nil ? .pending : .linked
      if !known.insert(request.name).inserted {
        _ = try await context.entities.modify(Key(key.values + [request.name]), context) { (link: inout Link) in
          link.channel = request.channel
          link.target = request.target.description
          link.targetChannel = request.targetChannel
          link.status = status
        }
      } else {
        _ = try await context.entities.create(
          Link(
            tenant: input.tenant, account: input.account, environment: input.environment, service: input.name,
            name: request.name, channel: request.channel, target: request.target.description,
            targetChannel: request.targetChannel, status: status), context)
      }
    }
    return ServiceUpdateServiceLinksOutput(links: try await links(ListQuery(in: key), context))
  }

  func linkPendingServices(
    _ input: Key<Service>, _ context: RequestContext
  ) async throws -> ServiceLinkPendingServicesOutput {
    _ = try await context.entities.get(input, context)
    try await makePendingLinks(of: input, context)
    return ServiceLinkPendingServicesOutput(links: try await links(ListQuery(in: input), context))
  }

  func unlinkServices(_ input: Key<Service>, _ context: RequestContext) async throws -> Service {
    let service = try await context.entities.get(input, context)
    let all = try await links(ListQuery(in: input), context) + links(linksTo(input), context)
    for key in Set(all.map(\.key)) { _ = try await context.entities.delete(key, context) }
    return service
  }

  /// Makes the links, of the service and to it, whose two ends are there.
  func makePendingLinks(of key: Key<Service>, _ context: RequestContext) async throws {
    let all = try await links(ListQuery(in: key), context) + links(linksTo(key), context)
    for link in all where link.status == .pending {
      guard let target = EntityPath(link.target).flatMap(Key<Service>.init), try await find(target, context) != nil
      else {
        continue
      }
      _ = try await context.entities.modify(link.key, context) { $0.status = .linked }
    }
  }

  /// The links of the tenant that speak to a service.
  private func linksTo(_ key: Key<Service>) -> ListQuery<Link> {
    var query = ListQuery<Link>(in: Tenant.key(name: key.values[0]))
    query.filter(\.target, key.description)
    return query
  }

  /// Everything that a query finds, page by page.
  private func links(_ query: ListQuery<Link>, _ context: RequestContext) async throws -> [Link] {
    var query = query
    var found: [Link] = []
    while true {
      let page = try await context.entities.list(query, context)
      if page.items.isEmpty { return found }
      found += page.items
      query.page += 1
    }
  }
}
