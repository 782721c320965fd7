import ConcordCore
import ReferenceContracts

/// The registries of a tenant, which are entities below it.
extension Tenants {
  func createRegistry(_ input: TenantCreateRegistryInput, _ context: RequestContext) async throws -> Registry {
    let access = input.registry
    do {
      return try await context.entities.create(
        Registry(
          tenant: input.name, name: access.name, address: access.address, username: access.username,
          password: access.password), context)
    } catch let error as ConcordError where error.code == .alreadyExists {
      throw TenantError.registryExists
    }
  }

  func updateRegistry(_ input: TenantUpdateRegistryInput, _ context: RequestContext) async throws -> Registry {
    let access = input.registry
    let key = Registry.key(tenant: input.name, name: access.name)
    try await keepUsed(key, force: input.force, context)
    return try await context.entities.modify(key, context) { registry in
      registry.address = access.address
      registry.username = access.username
      registry.password = access.password
    }
  }

  func deleteRegistry(
    _ input: TenantDeleteRegistryInput, _ context: RequestContext
  ) async throws -> TenantDeleteRegistryOutput {
    let key = Registry.key(tenant: input.name, name: input.registry)
    try await keepUsed(key, force: input.force, context)
    _ = try await context.entities.delete(key, context)
    return TenantDeleteRegistryOutput(registry: input.registry)
  }

  /// - Throws: `unknownRegistry`; `registryInUse` when a service of the tenant runs an image from there and nobody
  ///   insists.
  private func keepUsed(_ key: Key<Registry>, force: Bool?, _ context: RequestContext) async throws {
    let registry: Registry
    do {
      registry = try await context.entities.get(key, context)
    } catch let error as ConcordError where error.code == .notFound {
      throw TenantError.unknownRegistry
    }
    guard force != true else { return }
    for number in 1... {
      let query = ListQuery<Service>(in: Tenant.key(name: registry.tenant), page: number)
      let page = try await context.entities.list(query, context)
      guard !page.items.contains(where: { $0.image.hasPrefix(registry.address + "/") }) else {
        throw TenantError.registryInUse
      }
      if page.items.isEmpty { return }
    }
  }
}
