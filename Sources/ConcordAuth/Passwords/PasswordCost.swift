import CSodium

/// What it costs to look at one password: argon2id's passes and memory (RFC 9106 §3.1). Costs are kept in each hash, so they
/// may be raised at any time; an account gets its new hash when it logs in.
public struct PasswordCost: Sendable, Equatable {
  /// Passes over the memory, 1 or more.
  public var passes: Int
  /// The memory that one look takes, in bytes; 8,192 or more.
  public var memoryBytes: Int

  public init(passes: Int, memoryBytes: Int) {
    self.passes = passes
    self.memoryBytes = memoryBytes
  }

  /// What libsodium advises where somebody waits: 2 passes over 64 MiB.
  public static let interactive = PasswordCost(
    passes: Int(crypto_pwhash_opslimit_interactive()), memoryBytes: crypto_pwhash_memlimit_interactive())
  /// 3 passes over 256 MiB.
  public static let moderate = PasswordCost(
    passes: Int(crypto_pwhash_opslimit_moderate()), memoryBytes: crypto_pwhash_memlimit_moderate())
}
