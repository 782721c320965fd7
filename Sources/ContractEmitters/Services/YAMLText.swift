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
}
