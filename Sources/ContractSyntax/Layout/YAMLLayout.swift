/// Brings a contract file into the canonical layout: remarks and meaning stay, indentation, blanks, quotes and the order of
/// the outermost entries become the same everywhere. Laying out twice is laying out once.
public struct YAMLLayout: Sendable {
  /// Why a file is left as it is.
  public struct Refusal: Error, Sendable {
    /// In a sentence without a full stop; empty when the diagnostics say it.
    public var reason: String
    /// What is wrong with its YAML.
    public var diagnostics: Diagnostics
  }

  /// The order of the entries of the outermost mapping; others follow them.
  public var keyOrder: [String]
  /// Entries that have a blank line before them when they have lines of their own.
  public var sections: Set<String>
  /// Keys of mappings whose values stand below one another.
  public var alignedKeys: Set<String>

  public init(keyOrder: [String], sections: Set<String>, alignedKeys: Set<String>) {
    self.keyOrder = keyOrder
    self.sections = sections
    self.alignedKeys = alignedKeys
  }

  /// The text of the same document in the canonical layout.
  ///
  /// - Parameters:
  ///   - bytes: The file's content.
  ///   - file: Its name, for positions.
  /// - Throws: `Refusal` when it is no YAML that a contract may be written in, or is written in a way that cannot be laid
  ///   out without changing what it says.
  public func format(_ bytes: [UInt8], file: String) throws(Refusal) -> [UInt8] {
    let bytes = ByteOrderMark.removed(from: bytes)
    var diagnostics = Diagnostics()
    let root = YAMLDocument.parse(bytes, file: file, diagnostics: &diagnostics)
    guard let root, !diagnostics.hasErrors else { throw Refusal(reason: "", diagnostics: diagnostics) }
    do throws(LayoutRefusal) {
      let (text, remarks) = try once(plainText(bytes))
      let result = Array(text.utf8)
      var again = Diagnostics()
      guard let after = YAMLDocument.parse(result, file: file, diagnostics: &again), !again.hasErrors,
        after.isSameDocument(as: root)
      else { throw LayoutRefusal("its layout cannot be changed without changing what it says") }
      let (second, secondRemarks) = try once(Array(text.unicodeScalars))
      guard second == text, secondRemarks.sorted() == remarks.sorted() else {
        throw LayoutRefusal("no stable layout was found for it")
      }
      return result
    } catch {
      throw Refusal(reason: error.reason, diagnostics: diagnostics)
    }
  }

  private func once(_ text: [Unicode.Scalar]) throws(LayoutRefusal) -> (text: String, remarks: [String]) {
    var whole = ""
    whole.unicodeScalars.append(contentsOf: text)
    let tokens: [YAMLToken]
    do throws(YAMLFailure) { tokens = try YAMLToken.tokens(of: Array(whole.utf8)) } catch {
      throw LayoutRefusal("there was not enough memory")
    }
    var reader = LayoutReader(text, tokens, alignedKeys: alignedKeys)
    try reader.read()
    var writer = LayoutWriter(reader)
    // An alias must stay behind its anchor.
    return (writer.text(keyOrder: reader.hasAnchors ? nil : keyOrder, sections: sections), reader.remarks)
  }

  /// The letters, without a byte order mark and carriage returns at line ends.
  private func plainText(_ bytes: [UInt8]) throws(LayoutRefusal) -> [Unicode.Scalar] {
    var text: [Unicode.Scalar] = []
    for letter in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if letter == "\u{FEFF}", text.isEmpty { continue }
      if letter == "\n", text.last == "\r" { text.removeLast() }
      text.append(letter)
    }
    if let odd = text.first(where: { "\r\u{85}\u{2028}\u{2029}".unicodeScalars.contains($0) }) {
      throw LayoutRefusal("it has a line end that is none to most editors (U+\(String(odd.value, radix: 16)))")
    }
    return text
  }
}

extension YAMLNode {
  /// Whether two nodes say the same: places and quotes aside, and the order of the outermost entries.
  func isSameDocument(as other: YAMLNode) -> Bool {
    guard let mine = mapping, let others = other.mapping else { return isSame(as: other) }
    let left = mine.sorted { $0.key < $1.key }
    let right = others.sorted { $0.key < $1.key }
    return left.count == right.count
      && zip(left, right).allSatisfy { $0.key == $1.key && $0.value.isSame(as: $1.value) }
  }

  private func isSame(as other: YAMLNode) -> Bool {
    switch (value, other.value) {
    case (.scalar(let a), .scalar(let b)):
      // Not-a-number differs from itself; the same plain text means the same.
      return a.text == b.text && (a.isPlain == b.isPlain || a.resolved == b.resolved)
    case (.sequence(let a), .sequence(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { $0.isSame(as: $1) }
    case (.mapping(let a), .mapping(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { $0.key == $1.key && $0.value.isSame(as: $1.value) }
    default: return false
    }
  }
}
