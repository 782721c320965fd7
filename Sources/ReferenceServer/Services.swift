import ConcordCore
import ReferenceContracts

/// Services and their revisions: each deployment makes a revision, and one of them runs. Links are in Links.swift,
/// bundles in Bundles.swift.
struct Services: ServiceHandler {
  func deploy(_ input: ServiceDeployInput, _ context: RequestContext) async throws -> Service {
    let key = Service.key(
      tenant: input.tenant, account: input.account, environment: input.environment, name: input.name)
    guard !input.image.isEmpty else { throw ServiceError.imageNotFound }
    let existing = try await find(key, context)
    if existing == nil { _ = try await context.entities.create(planned(input), context) }
    let revision = try await addRevision(input, key, context)
    let service = try await run(revision, of: key, context)
    try await makePendingLinks(of: key, context)
    return service
  }

  /// The service that a deployment makes where there is none.
  func planned(_ input: ServiceDeployInput) -> Service {
    Service(
      tenant: input.tenant, account: input.account, environment: input.environment, name: input.name,
      image: input.image, replicas: input.replicas, config: input.config,
      channels: [Channel(name: "main", protocol: .http, host: "\(input.name).\(input.environment)", port: 8080)])
  }

  func redeploy(_ input: ServiceRedeployInput, _ context: RequestContext) async throws -> Service {
    let key = Service.key(
      tenant: input.tenant, account: input.account, environment: input.environment, name: input.name)
    return try await run(try await revision(input.revision, of: key, context), of: key, context)
  }

  func restart(_ input: Key<Service>, _ context: RequestContext) async throws -> Service {
    let service = try await context.entities.modify(input, context) { $0.status = .running }
    announce(service, context)
    return service
  }

  func changeRevision(_ input: ServiceChangeRevisionInput, _ context: RequestContext) async throws -> Service {
    let key = Service.key(
      tenant: input.tenant, account: input.account, environment: input.environment, name: input.name)
    return try await run(try await revision(input.revision, of: key, context), of: key, context)
  }

  func restartInstance(_ input: ServiceRestartInstanceInput, _ context: RequestContext) async throws -> Service {
    let key = Service.key(
      tenant: input.tenant, account: input.account, environment: input.environment, name: input.name)
    let service = try await context.entities.get(key, context)
    guard let number = Int(input.instance), (0..<service.replicas).contains(number) else {
      throw ServiceError.unknownInstance
    }
    return try await restart(key, context)
  }

  func requestRevisionData(_ input: ServiceRequestRevisionDataInput, _ context: RequestContext) async throws -> Revision
  {
    let key = Service.key(
      tenant: input.tenant, account: input.account, environment: input.environment, name: input.name)
    return try await revision(input.revision, of: key, context)
  }

  func getChannels(_ input: Key<Service>, _ context: RequestContext) async throws -> ServiceGetChannelsOutput {
    ServiceGetChannelsOutput(channels: try await context.entities.get(input, context).channels)
  }

  // MARK: Revisions

  func addRevision(
    _ input: ServiceDeployInput, _ key: Key<Service>, _ context: RequestContext
  ) async throws -> Revision {
    let before = try await context.entities.list(ListQuery<Revision>(in: key, pageSize: 1), context).total
    return try await context.entities.create(
      Revision(
        tenant: input.tenant, account: input.account, environment: input.environment, service: input.name,
        name: "r\(before + 1)", image: input.image, replicas: input.replicas, config: input.config), context)
  }

  /// Makes a revision the one that runs, and tells everybody.
  private func run(_ revision: Revision, of key: Key<Service>, _ context: RequestContext) async throws -> Service {
    let previous = try await context.entities.get(key, context).revision
    _ = try await context.entities.modify(revision.key, context) { $0.status = .running }
    if let previous, previous != revision.name {
      let old = try await self.revision(previous, of: key, context)
      _ = try await context.entities.modify(old.key, context) { $0.status = .retired }
    }
    let service = try await context.entities.modify(key, context) { service in
      service.image = revision.image
      service.replicas = revision.replicas
      service.config = revision.config
      service.revision = revision.name
      service.status = .running
      service.problem = nil
    }
    announce(service, context)
    return service
  }

  private func revision(_ name: String, of key: Key<Service>, _ context: RequestContext) async throws -> Revision {
    do {
      return try await context.entities.get(Key<Revision>(key.values + [name]), context)
    } catch let error as ConcordError where error.code == .notFound {
      throw ServiceError.unknownRevision
    }
  }

  func find(_ key: Key<Service>, _ context: RequestContext) async throws -> Service? {
    do {
      return try await context.entities.get(key, context)
    } catch let error as ConcordError where error.code == .notFound {
      return nil
    }
  }

  private func announce(_ service: Service, _ context: RequestContext) {
    context.publish(
      ServiceEvents.table.statusChanged,
      ServiceStatusChangedPayload(
        tenant: service.tenant, account: service.account, environment: service.environment, name: service.name,
        status: service.status, problem: service.problem))
  }
}
