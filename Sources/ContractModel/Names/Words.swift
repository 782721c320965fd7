/// The one word splitter: every name on the wire and in Swift is made of the words that it finds.
///
/// A word begins after a separator (anything but a letter or a digit), at a capital after a small letter or a digit
/// (`tenantCreated`), and at the last capital of several when a small letter follows (`HTTPServer` is http, server).
/// Digits belong to the word before them (`ipv4Address` is ipv4, address). Words are lower case.
public struct Words: Sendable, Hashable {
  public var words: [String]

  public init(_ name: String) {
    words = []
    let letters = Array(name)
    var current = ""
    for (index, letter) in letters.enumerated() {
      guard letter.isLetter || letter.isNumber else {
        close(&current)
        continue
      }
      if letter.isUppercase, !current.isEmpty {
        let previous = letters[index - 1]
        let next = index + 1 < letters.count ? letters[index + 1] : " "
        if !previous.isUppercase || next.isLowercase { close(&current) }
      }
      current += letter.lowercased()
    }
    close(&current)
  }

  private mutating func close(_ word: inout String) {
    if !word.isEmpty { words.append(word) }
    word = ""
  }

  /// `inviteUser`
  public var lowerCamel: String { (words.first ?? "") + words.dropFirst().map(Words.capitalized).joined() }
  /// `InviteUser`
  public var upperCamel: String { words.map(Words.capitalized).joined() }
  /// `invite_user`
  public var snake: String { words.joined(separator: "_") }
  /// `invite-user`
  public var kebab: String { words.joined(separator: "-") }
  /// `INVITE_USER`
  public var upperSnake: String { words.map { $0.uppercased() }.joined(separator: "_") }

  private static func capitalized(_ word: String) -> String { word.prefix(1).uppercased() + word.dropFirst() }
}
