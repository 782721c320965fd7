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

  func scale(_ input: EnvironmentScaleInput, _ context: RequestContext) async throws -> Environment {
    let key = Environment.key(tenant: input.tenant, account: input.account, name: input.name)
    guard (1...100).contains(input.nodes) else { throw EnvironmentError.limitExceeded }
    return try await context.entities.modify(key, context) { environment in
      environment.nodes = input.nodes
      environment.status = .active
    }
  }
}
