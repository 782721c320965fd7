/// A code that people read in a letter and type: eight digits and letters that are hard to mistake for each other (Crockford's
/// base 32, 40 bits), with a hyphen in the middle.
enum LetterCode {
  private static let symbols = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  /// A new code: `7K3M-Q0TX`.
  static func make() -> String {
    // 32 divides 256, so every symbol is as likely as any other.
    var text = Sodium.random(8).map { symbols[Int($0 & 31)] }
    text.insert("-", at: 4)
    return String(text)
  }

  /// What was meant by what somebody typed: without spaces and hyphens, in capitals, `O` as 0, `I` and `L` as 1.
  static func normalized(_ typed: String) -> String {
    String(
      typed.uppercased().compactMap { character -> Character? in
        switch character {
        case "-", " ": nil
        case "O": "0"
        case "I", "L": "1"
        default: character
        }
      })
  }
}
