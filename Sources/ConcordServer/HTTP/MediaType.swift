/// A media type with its parameters (RFC 9110 §8.3.1): `multipart/form-data; boundary=x`.
struct MediaType {
  /// In lower case: `application/json`.
  let name: String
  private var parameters: [(name: String, value: String)] = []

  /// Reads as much as can be read.
  init(_ text: String) {
    var pieces = Self.pieces(text)[...]
    name = pieces.popFirst()?.lowercased() ?? ""
    for piece in pieces {
      guard let equals = piece.firstIndex(of: "=") else { continue }
      let name = Self.trimmed(piece[..<equals]).lowercased()
      parameters.append((name, Self.unquoted(Self.trimmed(piece[piece.index(after: equals)...]))))
    }
  }

  /// The first parameter with a name.
  subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

  /// What stands between semicolons that are not quoted.
  private static func pieces(_ text: String) -> [String] {
    var pieces: [String] = [""]
    var isQuoted = false
    var isEscaped = false
    for character in text {
      if character == ";", !isQuoted {
        pieces.append("")
        continue
      }
      if character == "\"", !isEscaped { isQuoted.toggle() }
      isEscaped = character == "\\" && isQuoted && !isEscaped
      pieces[pieces.count - 1].append(character)
    }
    return pieces.map(trimmed)
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }

  private static func unquoted(_ text: String) -> String {
    guard text.utf8.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return text }
    var value = ""
    var isEscaped = false
    for character in text.dropFirst().dropLast() {
      if character == "\\", !isEscaped {
        isEscaped = true
      } else {
        value.append(character)
        isEscaped = false
      }
    }
    return value
  }
}
