public import ConcordCore

/// The package of the samples, as the generated index.
public enum Sample: ContractPackage {
  public static let name = "sample"
  public static let digest = "0123456789abcdef"
  public static var entities: [any Entity.Type] {
    [Tenant.self, Account.self, Environment.self, Service.self, Ticket.self]
  }

  public static func bind(_ bindings: inout ClientBindings) {
    bindings.sampleTenant()
    bindings.sampleAccount()
    bindings.sampleEnvironment()
    bindings.sampleService()
    bindings.sampleTicket()
  }
}
