/// An order over decimal numbers that are kept as texts, without rounding.
enum DecimalOrder {
  /// Negative, zero or positive; both are an optional minus, digits, and optionally a point and digits.
  static func compare(_ a: String, _ b: String) -> Int {
    let (one, other) = (Parts(a), Parts(b))
    if one.isNegative != other.isNegative { return one.isNegative ? -1 : 1 }
    let order = magnitude(one, other)
    return one.isNegative ? -order : order
  }

  /// The shortest text of the number: equal numbers have equal ones.
  static func canonical(_ text: String) -> String {
    let parts = Parts(text)
    return (parts.isNegative ? "-" : "") + (parts.whole.isEmpty ? "0" : String(decoding: parts.whole, as: UTF8.self))
      + (parts.fraction.isEmpty ? "" : "." + String(decoding: parts.fraction, as: UTF8.self))
  }

  private static func magnitude(_ a: Parts, _ b: Parts) -> Int {
    if a.whole.count != b.whole.count { return a.whole.count - b.whole.count }
    for (one, other) in [(a.whole, b.whole), (a.fraction, b.fraction)] where one != other {
      return one.lexicographicallyPrecedes(other) ? -1 : 1
    }
    return 0
  }

  private struct Parts {
    var isNegative: Bool
    /// Without zeros in front, and without zeros behind.
    let whole: [UInt8], fraction: [UInt8]

    init(_ text: String) {
      let zero = UInt8(ascii: "0")
      let parts = text.utf8.drop { $0 == UInt8(ascii: "-") }.split(
        separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
      whole = parts.first.map { Array($0.drop { $0 == zero }) } ?? []
      var fraction = parts.count > 1 ? Array(parts[1]) : []
      while fraction.last == zero { fraction.removeLast() }
      self.fraction = fraction
      isNegative = text.utf8.first == UInt8(ascii: "-") && !(whole.isEmpty && fraction.isEmpty)
    }
  }
}
