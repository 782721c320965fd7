import Foundation
import Testing

/// A page of the documentation: README.md or a file below docs/.
struct Page: Sendable, CustomTestStringConvertible {
  /// Its path from the repository's root.
  let path: String
  let lines: [String]

  var testDescription: String { path }

  /// A fenced block of code.
  struct Block: Sendable {
    /// The words behind the fence: the language and, where the block is a whole file, its name.
    let words: [String]
    let text: String
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// All pages, by path.
  static func all() throws -> [Page] {
    let files = FileManager.default.enumerator(atPath: root.appending(path: "docs").path)
    let below = (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }
    return try (["README.md"] + below.sorted()).map(Page.init)
  }

  init(_ path: String) throws {
    self.path = path
    let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The fenced blocks, in order.
  var blocks: [Block] {
    var blocks: [Block] = []
    var open: (words: [String], lines: [String])?
    for line in lines {
      if line.hasPrefix("```") {
        if let block = open {
          blocks.append(Block(words: block.words, text: block.lines.joined(separator: "\n") + "\n"))
          open = nil
        } else {
          open = (line.dropFirst(3).split(separator: " ").map(String.init), [])
        }
      } else {
        open?.lines.append(line)
      }
    }
    return blocks
  }

  /// The lines outside of fenced blocks.
  var prose: [String] {
    var isInside = false
    return lines.filter { line in
      if line.hasPrefix("```") { isInside.toggle() }
      return !isInside && !line.hasPrefix("```")
    }
  }

  /// What follows `#` in a link to each heading: small letters and digits, spaces as dashes.
  var anchors: Set<String> {
    Set(
      prose.filter { $0.hasPrefix("#") }.map { heading in
        String(
          heading.drop { $0 == "#" || $0 == " " }.lowercased()
            .filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" || $0 == "_" }
            .map { $0 == " " ? "-" : $0 })
      })
  }

  /// The rows of the table below a heading, its head and rule left out: the text of each cell without backticks.
  func table(below heading: String) -> [[String]] {
    let rest = lines.drop { $0 != heading }.dropFirst()
    let table = rest.drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
    return table.dropFirst(2).map { row in
      row.split(separator: "|").map { $0.filter { $0 != "`" }.trimmingCharacters(in: .whitespaces) }
    }
  }
}
