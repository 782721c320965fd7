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
    /// The line of its fence, from 1.
    let line: Int
    /// The words behind the fence: the language and, where the block is a whole file, its name.
    let words: [String]
    let text: String
    /// What an HTML comment right before the block says about it; see `Marker`.
    let markers: [Marker]

    var language: String { words.first ?? "" }
    /// The path of a whole file.
    var path: String? { words.count > 1 ? words[1] : nil }

    subscript(key: Marker.Key) -> String? { markers.first { $0.key == key }?.value }
  }

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// All pages, by path.
  static func all() throws -> [Page] {
    let files = FileManager.default.enumerator(atPath: root.appending(path: "docs").path)
    let below = (files?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }
    return try (["README.md", "Conformance/README.md"] + below.sorted()).map(Page.init)
  }

  init(_ path: String) throws {
    self.path = path
    let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  }

  /// The fenced blocks, in order.
  var blocks: [Block] {
    var blocks: [Block] = []
    var open: (line: Int, words: [String], lines: [String], markers: [Marker])?
    for (index, line) in lines.enumerated() {
      if line.hasPrefix("```") {
        if let block = open {
          let text = block.lines.joined(separator: "\n") + "\n"
          blocks.append(Block(line: block.line, words: block.words, text: text, markers: block.markers))
          open = nil
        } else {
          let words = line.dropFirst(3).split(separator: " ").map(String.init)
          open = (index + 1, words, [], Marker.all(above: lines[..<index]))
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
