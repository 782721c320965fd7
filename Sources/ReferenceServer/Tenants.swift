import ConcordCore
import ReferenceContracts

/// People and tokens of a tenant; its registries are in Registries.swift. The store answers the rest.
struct Tenants: TenantHandler {
  func inviteUser(_ input: TenantInviteUserInput, _ context: RequestContext) async throws -> Tenant {
    try await context.entities.modify(Tenant.key(name: input.name), context) { tenant in
      guard tenant.member(input.email) == nil else { throw TenantError.alreadyMember }
      tenant.members.append(Member(user: input.email, role: input.role, pending: true))
    }
  }

  func removeUser(_ input: TenantRemoveUserInput, _ context: RequestContext) async throws -> Tenant {
    try await context.entities.modify(Tenant.key(name: input.name), context) { tenant in
      guard let at = tenant.member(input.user) else { throw TenantError.notMember }
      try tenant.keepAnOwner(without: at)
      tenant.members.remove(at: at)
    }
  }

  func updateUserRole(_ input: TenantUpdateUserRoleInput, _ context: RequestContext) async throws -> Tenant {
    try await context.entities.modify(Tenant.key(name: input.name), context) { tenant in
      guard let at = tenant.member(input.user) else { throw TenantError.notMember }
      if input.role != .owner { try tenant.keepAnOwner(without: at) }
      tenant.members[at].role = input.role
    }
  }

  /// Accepts the caller's own invitation. The developer of `--dev` is nobody in particular and accepts the oldest.
  func acceptInvite(_ input: Key<Tenant>, _ context: RequestContext) async throws -> Tenant {
    let principal = context.principal
    return try await context.entities.modify(input, context) { tenant in
      guard let at = tenant.invitation(of: principal) else { throw TenantError.notInvited }
      tenant.members[at].pending = false
    }
  }

  func rejectInvite(_ input: TenantRejectInviteInput, _ context: RequestContext) async throws -> Key<Tenant> {
    let principal = context.principal
    let tenant = try await context.entities.modify(Tenant.key(name: input.name), context) { tenant in
      if let at = tenant.invitation(of: principal) {
        tenant.members.remove(at: at)
      } else if input.leave == true,
        let at = tenant.members.firstIndex(where: { $0.user.description == principal.name })
      {
        try tenant.keepAnOwner(without: at)
        tenant.members.remove(at: at)
      } else {
        throw TenantError.notInvited
      }
    }
    return tenant.key
  }

  func createToken(_ input: TenantCreateTokenInput, _ context: RequestContext) async throws -> TenantCreateTokenOutput {
    let token = try await context.entities.create(
      Token(
        tenant: input.name, id: UUIDv7.next().description, description: input.description, expiration: input.expiration),
      context)
    // 256 bits of the system's random numbers. Only the caller ever sees them.
    var random = SystemRandomNumberGenerator()
    let secret = (0..<4).map { _ in String(random.next(), radix: 36) }.joined()
    return TenantCreateTokenOutput(token: Boxed(token), secret: Secret(secret))
  }

  func deleteToken(_ input: TenantDeleteTokenInput, _ context: RequestContext) async throws -> TenantDeleteTokenOutput {
    do {
      _ = try await context.entities.delete(Token.key(tenant: input.name, id: input.token), context)
      return TenantDeleteTokenOutput(token: input.token)
    } catch let error as ConcordError where error.code == .notFound {
      throw TenantError.unknownToken
    }
  }
}

extension Tenant {
  fileprivate func member(_ user: EmailAddress) -> Int? { members.firstIndex { $0.user == user } }

  fileprivate func invitation(of principal: Principal) -> Int? {
    members.firstIndex { $0.pending && (principal.isDeveloper || $0.user.description == principal.name) }
  }

  /// - Throws: `lastOwner` when nobody else owns the tenant.
  fileprivate func keepAnOwner(without at: Int) throws {
    guard members[at].role == .owner else { return }
    let others = members.indices.contains { $0 != at && members[$0].role == .owner && !members[$0].pending }
    guard others else { throw TenantError.lastOwner }
  }
}
