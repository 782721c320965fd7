import CSodium
import ConcordCore
import Glibc

/// argon2id as text: `$argon2id$v=19$m=65536,t=2,p=1$…`, with salt and costs in it. These functions take long and much memory;
/// `PasswordHasher` runs them.
enum PasswordHash {
  /// - Throws: `OVERLOADED` when the memory cannot be had.
  static func make(_ password: String, _ cost: PasswordCost) throws(ConcordError) -> String {
    precondition(Sodium.isReady)
    var text = [CChar](repeating: 0, count: crypto_pwhash_strbytes())
    let bytes = Array(password.utf8CString)
    guard crypto_pwhash_str(&text, bytes, UInt64(bytes.count - 1), UInt64(cost.passes), cost.memoryBytes) == 0 else {
      throw noMemory
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether a password is the one of a hash.
  /// - Throws: `OVERLOADED` when the memory cannot be had.
  static func verify(_ password: String, _ hash: String) throws(ConcordError) -> Bool {
    precondition(Sodium.isReady)
    let bytes = Array(password.utf8CString)
    errno = 0
    if crypto_pwhash_str_verify(hash, bytes, UInt64(bytes.count - 1)) == 0 { return true }
    // A wrong password leaves EINVAL; it shall not be told to somebody whose password was not looked at.
    guard errno != ENOMEM else { throw noMemory }
    return false
  }

  private static var noMemory: ConcordError {
    ConcordError(.overloaded, "there is no memory to look at passwords; try again")
  }

  /// Whether a hash was made with other costs.
  static func isOutdated(_ hash: String, _ cost: PasswordCost) -> Bool {
    precondition(Sodium.isReady)
    return crypto_pwhash_str_needs_rehash(hash, UInt64(cost.passes), cost.memoryBytes) != 0
  }
}
