import ConcordCore
import ReferenceContracts

/// What an account's provider is asked to do.
struct Accounts: AccountHandler {
  func clean(_ input: Key<Account>, _ context: RequestContext) async throws -> Account {
    try await context.entities.modify(input, context) { account in
      account.status = .active
      account.problem = nil
    }
  }
}

/// What runs in an environment, and on how many machines.
struct Environments: EnvironmentHandler {
  /// Removes the services and keeps the environment.
  func clean(_ input: Key<Environment>, _ context: RequestContext) async throws -> Environment {
    while true {
      let page = try await context.entities.list(ListQuery<Service>(in: input), context)
      if page.items.isEmpty { break }
      for service in page.items { _ = try await context.entities.delete(service.key, context) }
    }
    return try await context.entities.modify(input, context) { environment in
      environment.status = .active
      environment.usage = nil
    }
  }

  /// What its services said last that they use.
  func getReporting(_ input: Key<Environment>, _ context: RequestContext) async throws -> Resources {
    _ = try await context.entities.get(input, context)
    var total = Resources(cpu: 0, memory: 0, storage: 0)
    for number in 1... {
      let page = try await context.entities.list(ListQuery<Service>(in: input, page: number), context)
      if page.items.isEmpty { break }
      for usage in page.items.compactMap(\.usage) {
        total.cpu = total.cpu.map { $0 + (usage.cpu ?? 0) }
        total.memory = total.memory.map { $0 + (usage.memory ?? 0) }
        total.storage = total.storage.map { $0 + (usage.storage ?? 0) }
      }
    }
    return total
  }

  func scale(_ input: EnvironmentScaleInput, _ context: RequestContext) async throws -> Environment {
    let key = Environment.key(tenant: input.tenant, account: input.account, name: input.name)
    guard (1...100).contains(input.nodes) else { throw EnvironmentError.limitExceeded }
    return try await context.entities.modify(key, context) { environment in
      environment.nodes = input.nodes
      environment.status = .active
    }
  }
}
