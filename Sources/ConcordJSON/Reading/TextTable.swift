/// Texts that are expected where a reader meets a string, so that an expected one is found by its bytes and shared instead
/// of copied: topics, kinds of messages.
package struct TextTable: Sendable {
  private let texts: [String]
  private let bytes: [[UInt8]]
  /// Places of texts by hash, -1 for none; at most half of them are taken. A power of two.
  private let slots: [Int32]

  /// - Precondition: the texts are all different.
  package init(_ texts: [String]) {
    self.texts = texts
    bytes = texts.map { Array($0.utf8) }
    var capacity = 8
    while capacity < 2 * texts.count { capacity *= 2 }
    var slots = [Int32](repeating: -1, count: capacity)
    for (place, text) in bytes.enumerated() {
      var slot = text.withUnsafeBytes { Self.hash($0) } & (capacity - 1)
      while slots[slot] >= 0 {
        precondition(bytes[Int(slots[slot])] != text, "a text stands twice in a table")
        slot = (slot + 1) & (capacity - 1)
      }
      slots[slot] = Int32(place)
    }
    self.slots = slots
  }

  /// The text at a place.
  package subscript(place: Int) -> String { texts[place] }

  /// The place of a text, or nil.
  func place(of wanted: UnsafeRawBufferPointer) -> Int? {
    var slot = Self.hash(wanted) & (slots.count - 1)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if bytes[place].count == wanted.count,
        bytes[place].withUnsafeBytes({ memoryIsEqual($0, wanted) })
      {
        return place
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Whoever may send texts cannot choose what is in the table, so long searches are nobody's to cause.
  @inline(__always)
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
    var mixed = UInt64(truncatingIfNeeded: bytes.count)
    var at = 0
    while bytes.count &- at >= 8 {
      mixed = (mixed ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0x9e37_79b9_7f4a_7c15
      mixed ^= mixed >> 29
      at &+= 8
    }
    var rest: UInt64 = 0
    while at < bytes.count {
      rest = rest << 8 | UInt64(bytes[at])
      at &+= 1
    }
    mixed = (mixed ^ rest) &* 0xff51_afd7_ed55_8ccd
    return Int(truncatingIfNeeded: mixed >> 32)
  }
}

@inline(__always)
private func memoryIsEqual(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
  var at = 0
  while one.count &- at >= 8 {
    if one.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      != other.loadUnaligned(fromByteOffset: at, as: UInt64.self)
    {
      return false
    }
    at &+= 8
  }
  while at < one.count {
    if one[at] != other[at] { return false }
    at &+= 1
  }
  return true
}

extension JSONReader {
  /// Reads a string that is probably one of the table's.
  ///
  /// - Parameter place: where it stands in the table; nil when it does not, or is written with escapes.
  package mutating func string(from table: TextTable, place: inout Int?) -> String {
    place = nil
    guard let literal = stringLiteral() else { return "" }
    if !literal.hasEscapes, !literal.hasNonASCII {
      // Inside the input by the invariant of the reader.
      place = table.place(of: UnsafeRawBufferPointer(start: base + literal.start, count: literal.count))
      if let place { return table[place] }
    }
    return text(of: literal) ?? ""
  }
}
