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
    var isPlain = true
    for index in 0..<length {
      let byte = source[index]
      target[index] = byte
      isPlain = isPlain && byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    return isPlain
  }

  /// Writes a string in which some bytes need an escape.
  @inline(never)
  private mutating func escaped(_ text: UnsafeBufferPointer<UInt8>) {
    byte(UInt8(ascii: "\""))
    var at = 0
    while at < text.count {
      var plain = at
      while plain < text.count, escapes[Int(text[plain])] == 0 { plain += 1 }
      if plain > at {
        reserve(plain - at)
        (base + used).update(from: text.baseAddress.unsafelyUnwrapped + at, count: plain - at)
        used += plain - at
        at = plain
        continue
      }
      let letter = escapes[Int(text[at])]
      byte(UInt8(ascii: "\\"))
      byte(letter)
      if letter == UInt8(ascii: "u") {
        literal("00")
        byte(hexLetter(text[at] >> 4))
        byte(hexLetter(text[at] & 15))
      }
      at += 1
    }
    byte(UInt8(ascii: "\""))
  }
}

/// The lowercase hexadecimal digit of 0...15.
@inline(__always)
func hexLetter(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 &+ value : 0x57 &+ value }

/// What follows the backslash for each byte: 0 for none, `u` for `\u00xx`.
private let escapes: InlineArray<256, UInt8> = {
  var table = InlineArray<256, UInt8>(repeating: 0)
  for control in 0..<0x20 { table[control] = UInt8(ascii: "u") }
  table[0x08] = UInt8(ascii: "b")
  table[0x09] = UInt8(ascii: "t")
  table[0x0a] = UInt8(ascii: "n")
  table[0x0c] = UInt8(ascii: "f")
  table[0x0d] = UInt8(ascii: "r")
  table[0x22] = UInt8(ascii: "\"")
  table[0x5c] = UInt8(ascii: "\\")
  return table
}()
