/// The one word splitter: every name on the wire and in Swift is made of the words that it finds.
///
/// A word begins after a separator (anything but a letter or a digit), at a capital after a small letter or a digit
/// (`tenantCreated`), and at the last capital of several when a small letter follows (`HTTPServer` is http, server).
/// Digits belong to the word before them (`ipv4Address` is ipv4, address). Words are lower case.
public struct Words: Sendable, Hashable {
  public var words: [String]

  public init(_ name: String) { words = Words.ofASCII(name) ?? Words.ofAnyText(name) }

  /// The words of a text of ASCII, which almost every name is; nil for any other. The rules are those of `ofAnyText`
  /// without Unicode's tables, which would be a seventh of all that generating costs.
  static func ofASCII(_ name: String) -> [String]? {
    var name = name
    return name.withUTF8 { letters in
      guard letters.allSatisfy({ $0 < 0x80 }) else { return nil }
      var words: [String] = []
      var start = 0
      func close(_ end: Int) {
        guard start < end else { return }
        let word = letters[start..<end]
        words.append(
          String(unsafeUninitializedCapacity: word.count) { bytes in
            for (offset, letter) in word.enumerated() { bytes[offset] = letter.isASCIICapital ? letter + 0x20 : letter }
            return word.count
          })
      }
      for (index, letter) in letters.enumerated() {
        guard letter.isASCIILetter || letter.isASCIIDigit else {
          close(index)
          start = index + 1
          continue
        }
        guard letter.isASCIICapital, start < index else { continue }
        let isBeforeSmall = index + 1 < letters.count && letters[index + 1].isASCIISmall
        if !letters[index - 1].isASCIICapital || isBeforeSmall {
          close(index)
          start = index
        }
      }
      close(letters.count)
      return words
    }
  }

  /// The words of any text.
  static func ofAnyText(_ name: String) -> [String] {
    var words: [String] = []
    let letters = Array(name)
    var current = ""
    func close() {
      if !current.isEmpty { words.append(current) }
      current = ""
    }
    for (index, letter) in letters.enumerated() {
      guard letter.isLetter || letter.isNumber else {
        close()
        continue
      }
      if letter.isUppercase, !current.isEmpty {
        let previous = letters[index - 1]
        let next = index + 1 < letters.count ? letters[index + 1] : " "
        if !previous.isUppercase || next.isLowercase { close() }
      }
      current += letter.lowercased()
    }
    close()
    return words
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

  private static func capitalized(_ word: String) -> String {
    guard let first = word.utf8.first, first < 0x80 else { return word.prefix(1).uppercased() + word.dropFirst() }
    guard first.isASCIISmall else { return word }
    var capitalized = String(UnicodeScalar(first - 0x20))
    capitalized += Substring(word.utf8.dropFirst())
    return capitalized
  }
}

extension UInt8 {
  /// `A`…`Z`
  var isASCIICapital: Bool { self &- 0x41 < 26 }
  /// `a`…`z`
  var isASCIISmall: Bool { self &- 0x61 < 26 }
  /// `A`…`Z`, `a`…`z`
  var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
  /// `0`…`9`
  var isASCIIDigit: Bool { self &- 0x30 < 10 }
}
