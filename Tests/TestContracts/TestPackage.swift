public import ConcordCore

/// The contracts of the tests.
public enum TestPackage: ContractPackage {
  public static let name = "test"
  public static let digest = "d1"
  public static var entities: [any Entity.Type] { [Tenant.self, Account.self, Revision.self, Lock.self] }
  public static func bind(_ bindings: inout ClientBindings) {}
}
