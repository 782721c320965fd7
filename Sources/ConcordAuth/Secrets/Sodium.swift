import CSodium

/// What this room takes from libsodium, beside password hashes.
enum Sodium {
  /// Whether the library works; asking prepares it, once, as every function here does first.
  static let isReady = sodium_init() >= 0

  private static func prepare() {
    precondition(isReady, "libsodium could not be prepared: has the system random numbers?")
  }

  /// Bytes that nobody can guess.
  static func random(_ count: Int) -> [UInt8] {
    prepare()
    var bytes = [UInt8](repeating: 0, count: count)
    randombytes_buf(&bytes, count)
    return bytes
  }

  /// BLAKE2b with 32 bytes of output (RFC 7693).
  static func digest(_ bytes: [UInt8]) -> [UInt8] {
    prepare()
    var digest = [UInt8](repeating: 0, count: 32)
    let failure = crypto_generichash(&digest, digest.count, bytes, UInt64(bytes.count), nil, 0)
    precondition(failure == 0, "32 bytes are a length that BLAKE2b has")
    return digest
  }

  /// Whether bytes are equal, in a time that does not tell where they differ.
  static func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
    one.count == other.count && sodium_memcmp(one, other, one.count) == 0
  }

  /// Base64 for URLs without padding (RFC 4648 §5).
  static func base64(_ bytes: [UInt8]) -> String {
    let variant = Int32(sodium_base64_VARIANT_URLSAFE_NO_PADDING)
    var text = [CChar](repeating: 0, count: sodium_base64_encoded_len(bytes.count, variant))
    sodium_bin2base64(&text, text.count, bytes, bytes.count, variant)
    return String(decoding: text.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
