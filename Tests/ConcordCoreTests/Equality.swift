import ConcordCore
import SampleContracts

// Generated types conform to nothing that nobody asked for. These tests ask: values are equal when their texts are.

extension Tenant: Equatable {
  static func == (one: Tenant, other: Tenant) -> Bool {
    ConcordCore.encode(one) == ConcordCore.encode(other)
  }
}

extension Account: Equatable {
  static func == (one: Account, other: Account) -> Bool {
    ConcordCore.encode(one) == ConcordCore.encode(other)
  }
}
