// Strings (RFC 8259 §7): everything that may stand as it is does; quote, backslash and control characters are escaped.

extension JSONWriter {
  /// Writes a string.
  public mutating func string(_ text: String) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable { quoted($0) }
    if isDone == nil {
      var text = text
      text.withUTF8 { quoted($0) }
    }
  }

  @inline(__always)
  private mutating func quoted(_ text: UnsafeBufferPointer<UInt8>) {
    reserve(text.count &+ 2)
    let target = base + used
    target[0] = UInt8(ascii: "\"")
    guard copyPlain(text, to: target + 1) else { return escaped(text) }
    target[text.count &+ 1] = UInt8(ascii: "\"")
    used &+= text.count &+ 2
  }

  /// Copies a text and tells whether none of its bytes needed an escape. The target has room for all of it.
  @inline(__always)
  private func copyPlain(_ text: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Bool {
    guard let source = text.baseAddress else { return true }
    let length = text.count
    if length >= 8 {
      // The last word overlaps the one before it, so no byte behind the text is touched.
      var stops: UInt64 = 0
      var at = 0
      while at < length &- 8 {
        let word = loadWord(source + at)
        stops |= stringStops(word)
        storeWord(word, target + at)
        at &+= 8
      }
      let word = loadWord(source + (length &- 8))
      storeWord(word, target + (length &- 8))
      return stops | stringStops(word) == 0
    }
    if length >= 4 {
      // Two overlapping halves, looked at as one word.
      let low = UnsafeRawPointer(source).loadUnaligned(as: UInt32.self)
      let high = UnsafeRawPointer(source + (length &- 4)).loadUnaligned(as: UInt32.self)
      UnsafeMutableRawPointer(target).storeBytes(of: low, as: UInt32.self)
      UnsafeMutableRawPointer(target + (length &- 4)).storeBytes(of: high, as: UInt32.self)
      return stringStops(UInt64(low) | UInt64(high) << 32) == 0
    }
    var word = lanes(0x20)
    for index in 0..<length {
      target[index] = source[index]
      word = word << 8 | UInt64(source[index])
    }
    return stringStops(word) == 0
  }

  /// Writes a string in which some bytes need an escape.
  @inline(never)
  private mutating func escaped(_ text: UnsafeBufferPointer<UInt8>) {
    byte(UInt8(ascii: "\""))
    var rest = text[...]
    while true {
      let plain = plainPrefix(rest)
      // Room for the plain bytes and the longest escape.
      reserve(plain &+ 6)
      if plain > 0 {
        (base + used).update(from: text.baseAddress.unsafelyUnwrapped + rest.startIndex, count: plain)
        used &+= plain
      }
      rest = rest.dropFirst(plain)
      guard let byte = rest.popFirst() else { break }
      escape(byte)
    }
    byte(UInt8(ascii: "\""))
  }

  /// The number of bytes at the start of a text that need no escape.
  @inline(__always)
  private func plainPrefix(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int {
    var at = text.startIndex
    let bytes = text.base
    while text.endIndex &- at >= 8 {
      let stops = stringStops(loadWord(bytes.baseAddress.unsafelyUnwrapped + at))
      if stops != 0 { return at &+ stops.trailingZeroBitCount >> 3 &- text.startIndex }
      at &+= 8
    }
    while at < text.endIndex, stringStops(lanes(0x20) << 8 | UInt64(bytes[at])) == 0 { at &+= 1 }
    return at &- text.startIndex
  }

  /// Writes the escape of one byte. The caller has reserved six bytes.
  @inline(__always)
  private mutating func escape(_ byte: UInt8) {
    let letter: UInt8 =
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
      case 0x08: UInt8(ascii: "b")
      case 0x09: UInt8(ascii: "t")
      case 0x0a: UInt8(ascii: "n")
      case 0x0c: UInt8(ascii: "f")
      case 0x0d: UInt8(ascii: "r")
      default: UInt8(ascii: "u")
      }
    base[used] = UInt8(ascii: "\\")
    base[used &+ 1] = letter
    used &+= 2
    guard letter == UInt8(ascii: "u") else { return }
    base[used] = UInt8(ascii: "0")
    base[used &+ 1] = UInt8(ascii: "0")
    base[used &+ 2] = hexLetter(byte >> 4)
    base[used &+ 3] = hexLetter(byte & 15)
    used &+= 4
  }
}

/// The lowercase hexadecimal digit of 0...15.
@inline(__always)
func hexLetter(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 &+ value : 0x57 &+ value }
