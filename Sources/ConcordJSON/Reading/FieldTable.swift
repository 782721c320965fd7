/// The field names of one record, prepared for `JSONReader.nextField`.
///
/// A generated record has one, as a `static let`: the memory behind it is written once and never freed.
@frozen
public struct FieldTable: @unchecked Sendable {
  // Sound to share: the memory is written in `init` and only read afterwards, and lives as long as the process.
  @usableFromInline let fields: UnsafePointer<FieldName>
  @usableFromInline let slots: UnsafePointer<UInt8>
  /// The number of fields, at most 64.
  public let count: Int

  static let slotCount = 128
  static let noField: UInt8 = 0xff

  /// Prepares names that stand in JSON as they are written (no quote, backslash or control character).
  ///
  /// - Precondition: at most 64 names, all different.
  public init(_ names: StaticString...) {
    precondition(names.count <= 64, "a record has at most 64 fields")
    let fields = UnsafeMutablePointer<FieldName>.allocate(capacity: max(names.count, 1))
    let slots = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.slotCount)
    slots.initialize(repeating: Self.noField, count: Self.slotCount)
    for (index, name) in names.enumerated() {
      (fields + index).initialize(to: FieldName(name, isFirst: index == 0))
      var slot = fields[index].key.slot
      while slots[slot] != Self.noField {
        precondition(!fields[Int(slots[slot])].matches(fields[index].key), "two fields have one name")
        slot = (slot + 1) % Self.slotCount
      }
      slots[slot] = UInt8(index)
    }
    self.fields = UnsafePointer(fields)
    self.slots = UnsafePointer(slots)
    count = names.count
  }

  /// The name of a field.
  public func name(_ index: Int) -> String {
    precondition(index >= 0 && index < count, "no such field")
    let key = fields[index].key
    return String(decoding: UnsafeBufferPointer(start: key.bytes, count: key.count), as: UTF8.self)
  }

  /// The field of a name, or -1.
  @inline(__always)
  func index(_ key: FieldKey) -> Int {
    var slot = key.slot
    // At most 64 of 128 slots are taken, so the search ends.
    while slots[slot] != Self.noField {
      let index = Int(slots[slot])
      if fields[index].matches(key) { return index }
      slot = (slot &+ 1) % Self.slotCount
    }
    return -1
  }
}

/// A name as it is compared: its length, its first sixteen bytes as words, and all its bytes.
@frozen
@usableFromInline
struct FieldKey {
  @usableFromInline let bytes: UnsafePointer<UInt8>
  @usableFromInline let count: Int
  @usableFromInline let low: UInt64
  @usableFromInline let high: UInt64

  /// The caller proves that `count` bytes may be read, and `readable` of them in words.
  @inline(__always)
  init(_ bytes: UnsafePointer<UInt8>, count: Int, readable: Int) {
    self.bytes = bytes
    self.count = count
    if readable >= 16 {
      low = loadWord(bytes) & lowLanes(count)
      high = loadWord(bytes + 8) & lowLanes(count &- 8)
    } else {
      (low, high) = Self.words(bytes, count: count)
    }
  }

  @inline(never)
  private static func words(_ bytes: UnsafePointer<UInt8>, count: Int) -> (UInt64, UInt64) {
    var words: (low: UInt64, high: UInt64) = (0, 0)
    for index in 0..<min(count, 16) {
      let lane = UInt64(bytes[index]) << UInt64(index % 8 * 8)
      if index < 8 { words.low |= lane } else { words.high |= lane }
    }
    return words
  }

  /// Where the search for the name starts.
  @inline(__always)
  var slot: Int {
    let mixed = (low ^ high &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(truncatingIfNeeded: count)) &* 0xff51_afd7_ed55_8ccd
    return Int(truncatingIfNeeded: mixed >> 57)
  }
}

/// One field of a table: its key, and what stands in front of its value: `,"name":`, or `{"name":` for the first field.
@frozen
@usableFromInline
struct FieldName {
  /// The first sixteen bytes of the text, and the lanes of them that count.
  @usableFromInline let low: UInt64
  @usableFromInline let high: UInt64
  @usableFromInline let lowMask: UInt64
  @usableFromInline let highMask: UInt64
  /// The length of the text.
  @usableFromInline let count: Int
  /// The text, for those longer than sixteen bytes.
  @usableFromInline let text: UnsafePointer<UInt8>
  @usableFromInline let key: FieldKey

  init(_ name: StaticString, isFirst: Bool) {
    precondition(name.hasPointerRepresentation, "a field name is a string literal")
    for index in 0..<name.utf8CodeUnitCount {
      let byte = name.utf8Start[index]
      precondition(byte >= 0x20 && byte != 0x22 && byte != 0x5c, "a field name needs no escapes")
    }
    key = FieldKey(name.utf8Start, count: name.utf8CodeUnitCount, readable: 0)
    count = key.count + 4
    // At least two words long, so that both can be loaded.
    let text = UnsafeMutablePointer<UInt8>.allocate(capacity: max(count, 16))
    text.initialize(repeating: 0, count: max(count, 16))
    text[0] = isFirst ? UInt8(ascii: "{") : UInt8(ascii: ",")
    text[1] = UInt8(ascii: "\"")
    (text + 2).update(from: key.bytes, count: key.count)
    text[key.count + 2] = UInt8(ascii: "\"")
    text[key.count + 3] = UInt8(ascii: ":")
    self.text = UnsafePointer(text)
    low = loadWord(text)
    high = loadWord(text + 8)
    lowMask = lowLanes(count)
    highMask = lowLanes(count - 8)
  }

  /// Whether this field has the name.
  @inline(__always)
  func matches(_ other: FieldKey) -> Bool {
    guard key.low == other.low, key.high == other.high, key.count == other.count else { return false }
    return key.count <= 16 || sameBytes(key.bytes + 16, other.bytes + 16, key.count &- 16)
  }
}

/// Whether two runs of bytes are equal. The caller proves that `count` bytes of both may be read.
func sameBytes(_ one: UnsafePointer<UInt8>, _ other: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  for index in 0..<count where one[index] != other[index] { return false }
  return true
}
