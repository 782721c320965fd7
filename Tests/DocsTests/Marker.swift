/// What an HTML comment right before a block of code says to the tests; readers of the page do not see it.
/// `docs/README.md` explains them.
struct Marker: Sendable {
  enum Key: String, CaseIterable, Sendable {
    /// Of a piece of a contract: what the example needs besides, as further keys and, behind `--- NAME`, further files.
    case with
    /// Of a piece of a contract: the section that its lines stand in.
    case `in`
    /// Of a wrong contract: the rules that are broken, in order. Of a text that shows findings: `OLD => NEW`, the change
    /// of the page's contracts that leads to them.
    case finds
    /// Of statements in Swift: what they use, as the parameters of a function.
    case given
    /// Why the block is neither checked nor compiled.
    case unchecked
  }

  let key: Key
  let value: String

  /// The markers of the comment that ends right above a block.
  ///
  /// A comment that begins with no key of a marker is a remark.
  static func all(above lines: ArraySlice<String>) -> [Marker] {
    var rest = lines
    var markers: [Marker] = []
    while let last = rest.last(where: { !$0.isEmpty }), last.hasSuffix("-->"),
      let end = rest.lastIndex(of: last), let start = rest[...end].lastIndex(where: { $0.hasPrefix("<!--") })
    {
      let text = rest[start...end].joined(separator: "\n").dropFirst(4).dropLast(3)
      let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2, let key = Key(rawValue: parts[0].filter { $0 != " " && $0 != "\n" }) {
        var value = parts[1]
        while value.first == " " { value.removeFirst() }
        if value.first == "\n" { value.removeFirst() }
        while let last = value.last, last == " " || last == "\n" { value.removeLast() }
        markers.append(Marker(key: key, value: String(value)))
      }
      rest = rest[..<start]
    }
    return markers
  }
}
