/// Text of a contract inside Markdown (CommonMark with tables).
enum MarkdownText {
  /// A paragraph: as its author wrote it, for contracts are written in Markdown too, but for what would be HTML.
  static func paragraph(_ text: String?) -> String {
    Prose.trimmed(text ?? "").split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map { withoutHTML(DocComment.line(String($0))) }.joined(separator: "\n")
  }

  /// A cell of a table: one line in which no bar ends the cell.
  static func cell(_ text: String?) -> String {
    withoutHTML(Prose.line(text)).replacing("|", with: "\\|")
  }

  /// Text that means itself.
  static func code(_ text: String) -> String {
    let line = DocComment.line(text)
    // A span of code may hold backticks when longer runs enclose it.
    let fence = line.contains("`") ? "``" : "`"
    let pad = line.hasPrefix("`") || line.hasSuffix("`") ? " " : ""
    return (fence + pad + line + pad + fence).replacing("|", with: "\\|")
  }

  /// `<` begins HTML everywhere but in code.
  private static func withoutHTML(_ text: String) -> String {
    guard text.contains("<") else { return text }
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { i, part in
      i % 2 == 0 ? String(part).replacing("<", with: "&lt;") : String(part)
    }.joined(separator: "`")
  }
}

/// Text of a contract inside Mermaid.
enum MermaidText {
  /// What stands behind the colon of a message or note: a semicolon would end it, a number sign begin an entity, a
  /// bracket HTML.
  static func message(_ text: String) -> String {
    var out = ""
    for scalar in Prose.line(text).unicodeScalars {
      switch scalar {
      case ";", "#", "<", ">": out += "#\(scalar.value);"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  /// A label in quotes.
  static func label(_ text: String) -> String {
    var out = "\""
    for scalar in Prose.line(text).unicodeScalars {
      switch scalar {
      case "\"", "#", ";", "<", ">": out += "#\(scalar.value);"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
