/// A folder of contracts as generated code: its entities and what a client does with its messages.
///
/// The generated index conforms to it: `Aurora`.
public protocol ContractPackage: Sendable {
  /// The package's name.
  static var name: String { get }
  /// A digest of the contracts; two builds from the same contracts have the same.
  static var digest: String { get }
  /// Every entity, parents before children.
  static var entities: [any Entity.Type] { get }
  /// Adds what a client needs: pushed topics and the intents on its bus.
  static func bind(_ bindings: inout ClientBindings)
}
