/// Decides which quoted texts need their quotes.
enum PlainText {
  /// What other readers of YAML (1.1) take for something else than a text.
  private static let words: Set<String> = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf",
  ]

  /// The scalar as it is best written: plain where that means the same for every reader, in double quotes otherwise.
  /// What cannot be decided stays as it is.
  static func canonical(_ text: String, written: String, inFlow: Bool) -> String {
    if canBePlain(text, inFlow: inFlow) { return text }
    let isSimple = text.unicodeScalars.allSatisfy { $0 != "\"" && $0 != "\\" && $0.value >= 0x20 && $0.value != 0x7F }
    return isSimple && text.unicodeScalars.allSatisfy({ $0.isASCII || $0.properties.isAlphabetic })
      ? "\"\(text)\"" : written
  }

  /// A type that ends in `?` needs quotes inside braces and so has them everywhere.
  static func canBePlain(_ text: String, inFlow: Bool) -> Bool {
    let letters = Array(text.unicodeScalars)
    guard let first = letters.first, let last = letters.last, isWordLetter(first), !("0"..."9").contains(first),
      last != " ", last != "?", last != ":", CoreValue(plain: text) == .string, !words.contains(text.lowercased())
    else { return false }
    for (index, letter) in letters.enumerated() {
      if isWordLetter(letter) || " -./+()<>=*@$%^~;|&'!?".unicodeScalars.contains(letter) { continue }
      if inFlow { return false }
      if letter == "," { continue }
      // A colon ends a key only before a blank.
      if letter == ":", index + 1 < letters.count, isWordLetter(letters[index + 1]) || letters[index + 1] == "/" {
        continue
      }
      return false
    }
    return true
  }

  private static func isWordLetter(_ letter: Unicode.Scalar) -> Bool {
    letter == "_" || ("0"..."9").contains(letter) || letter.properties.isAlphabetic
  }
}
