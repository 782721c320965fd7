extension JSONWriter {
  /// Writes a whole number. Beyond ±(2^53−1) JSON implementations differ, and `JSONReader.int` refuses it: that is
  /// `notRepresentable`, and such numbers travel as `Int64`, in a string.
  public mutating func int(_ value: Int) {
    guard value.magnitude <= 1 << 53 - 1 else {
      fail(.notRepresentable)
      return null()
    }
    digits(Int64(value))
  }

  /// Writes the decimal digits of a number, without quotes.
  @inline(__always)
  mutating func digits(_ value: Int64) {
    reserve(20)
    if value < 0 {
      base[used] = UInt8(ascii: "-")
      used &+= 1
    }
    unsigned(value.magnitude)
  }

  /// Writes decimal digits from the last to the first, two at a time. The caller has reserved 20 bytes.
  @inline(__always)
  mutating func unsigned(_ value: UInt64) {
    if value < 10 {
      base[used] = 0x30 &+ UInt8(truncatingIfNeeded: value)
      used &+= 1
      return
    }
    var length = 2
    var bound: UInt64 = 100
    while value >= bound, length < 19 {
      length &+= 1
      bound &*= 10
    }
    if length == 19, value >= bound { length = 20 }
    var rest = value
    var at = base + (used &+ length)
    while rest >= 10 {
      let pair = Int(rest % 100)
      rest /= 100
      at -= 2
      twoDigits(pair, at)
    }
    if at > base + used { (at - 1).pointee = 0x30 &+ UInt8(truncatingIfNeeded: rest) }
    used &+= length
  }

  /// Writes the shortest decimal number that reads back as the same double; infinity and NaN are `notFinite`.
  public mutating func double(_ value: Double) {
    // Most doubles in messages have few decimals. Below 1e9 the product is below 2^53: if dividing it again gives the
    // value, then these at most 15 digits read back as the value, and no shorter ones do.
    let magnitude = value.magnitude
    if magnitude < 1e9, value != 0 {
      let millionths = UInt64(magnitude * 1e6 + 0.5)
      if Double(millionths) / 1e6 == magnitude { return fixedPoint(millionths, isNegative: value < 0) }
    }
    uncommonDouble(value)
  }

  @inline(__always)
  private mutating func fixedPoint(_ millionths: UInt64, isNegative: Bool) {
    reserve(32)
    if isNegative {
      base[used] = UInt8(ascii: "-")
      used &+= 1
    }
    unsigned(millionths / 1_000_000)
    let fraction = Int(millionths % 1_000_000)
    if fraction == 0 { return }
    let target = base + used
    target[0] = UInt8(ascii: ".")
    twoDigits(fraction / 10_000, target + 1)
    twoDigits(fraction / 100 % 100, target + 3)
    twoDigits(fraction % 100, target + 5)
    var last = 6
    while target[last] == UInt8(ascii: "0") { last &-= 1 }
    used &+= last &+ 1
  }

  @inline(never)
  private mutating func uncommonDouble(_ value: Double) {
    guard value.isFinite else {
      fail(.notFinite)
      return null()
    }
    var text = value.description
    if text.hasSuffix(".0") { text.removeLast(2) }
    text.withUTF8 { digits in
      reserve(digits.count)
      (base + used).update(from: digits.baseAddress.unsafelyUnwrapped, count: digits.count)
      used &+= digits.count
    }
  }

  /// Writes `true` or `false`.
  @inline(__always)
  public mutating func bool(_ value: Bool) {
    if value { literal("true") } else { literal("false") }
  }

  /// Writes `null`.
  public mutating func null() { literal("null") }
}

/// Writes two decimal digits. The caller proves that both bytes may be written.
@inline(__always)
func twoDigits(_ value: Int, _ target: UnsafeMutablePointer<UInt8>) {
  // 103/1024 is 1/10 for every number below 100, without a division.
  let tens = (value &* 103) >> 10
  target[0] = 0x30 &+ UInt8(truncatingIfNeeded: tens)
  target[1] = 0x30 &+ UInt8(truncatingIfNeeded: value &- tens &* 10)
}
