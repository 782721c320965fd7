/// A folder of contracts as generated code: its entities and what a client does with its messages.
///
/// The generated index conforms to it: `AuroraPackage`. It calls the code of each contract and holds nothing of what a
/// contract says, so a change in a contract recompiles that contract alone.
public protocol ContractPackage: Sendable {
  /// The package's name.
  static var name: String { get }
  /// Adds what each contract is: its digest, its entity, pushed topics and the intents on a client's bus.
  static func bind(_ bindings: inout ClientBindings)
}

extension ContractPackage {
  /// A digest of the contracts, 16 hexadecimal digits; two builds from the same contracts have the same. What runs where
  /// (`deployment:`) is no part of it.
  public static var digest: String {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for digest in bindings.digests {
      // Multiplying carries every bit to the higher ones only; the shift brings those back.
      state = (state ^ digest) &* 0x9e37_79b9_7f4a_7c15
      state ^= state >> 32
    }
    let digits = String(state, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Every entity, parents before children: a client loads in this order.
  public static var entities: [any Entity.Type] {
    bindings.entities.sorted {
      ($0.descriptor.ancestors.count, $0.descriptor.name) < ($1.descriptor.ancestors.count, $1.descriptor.name)
    }
  }

  /// The names with which the topics of the package's entities and services begin.
  public static var groups: Set<String> { bindings.groups }

  private static var bindings: ClientBindings {
    var bindings = ClientBindings()
    bind(&bindings)
    return bindings
  }
}
