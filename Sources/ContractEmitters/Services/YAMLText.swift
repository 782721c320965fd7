/// Text as YAML.
enum YAMLText {
  /// A double-quoted scalar (YAML 1.2 §7.3.1), which no reader takes for anything but text. Characters that YAML calls
  /// unprintable (§5.1) are escaped, and so are those that end lines.
  static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}", "\0"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}"..."\u{FFFF}":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }

  /// A text as a value: plain where no reader takes a word for something else, else in quotes.
  static func scalar(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

  /// A text as a key; `$ref` and `x-…` are plain as well.
  static func key(_ text: String) -> String {
    isPlain(text.hasPrefix("$") ? String(text.dropFirst()) : text) ? text : quoted(text)
  }

  /// Words that some version of YAML reads as no text.
  private static let reserved: Set<String> = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]

  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, (first | 0x20) &- 0x61 < 26 else { return false }
    let isWord = text.utf8.allSatisfy { byte in
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x2E || byte == 0x5F
    }
    return isWord && !reserved.contains(text.lowercased())
  }
}
