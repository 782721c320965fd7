/// An amount of memory in bytes.
///
/// Written as a number with one of the units of Kubernetes: `Ki Mi Gi Ti Pi Ei` (powers of 1024), `k M G T P E` (powers of
/// 1000), or none for bytes.
public struct MemoryQuantity: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let bytes: Int

  public init(bytes: Int) { self.bytes = bytes }

  /// The units, the longer ones first, with the bytes in each.
  private static let units: [(name: String, bytes: Int)] = [
    ("Ki", 1 << 10), ("Mi", 1 << 20), ("Gi", 1 << 30), ("Ti", 1 << 40), ("Pi", 1 << 50), ("Ei", 1 << 60),
    ("k", 1000), ("M", 1_000_000), ("G", 1_000_000_000), ("T", 1_000_000_000_000), ("P", 1_000_000_000_000_000),
    ("E", 1_000_000_000_000_000_000), ("", 1),
  ]

  /// Reads a quantity.
  ///
  /// - Throws: `QuantityError` unless it is a decimal number, alone or with a unit, of a whole number of bytes that is
  ///   above zero and below 8 Ei.
  public init(_ text: String) throws(QuantityError) {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let written = String(text[number.endIndex...])
    guard let quantity = DecimalQuantity(number) else {
      throw QuantityError(
        message: "'\(text)' is no amount of memory", suggestion: "write a number with a unit, such as 256Mi or 1G")
    }
    guard let unit = Self.units.first(where: { $0.name == written }) else {
      throw QuantityError(
        message: "'\(written)' is no unit of memory",
        suggestion: Self.meant(by: written).map { "did you mean '\(number)\($0)'?" }
          ?? "the units are Ki, Mi, Gi, Ti, Pi, Ei, k, M, G, T, P and E")
    }
    guard let bytes = quantity.times(unit.bytes), bytes > 0 else {
      throw QuantityError(
        message: "'\(text)' is no whole number of bytes above zero and below 8Ei",
        suggestion: "write a number with a unit, such as 256Mi or 1G")
    }
    self.bytes = bytes
  }

  /// The unit that a wrong one resembles: `MB`, `mb` and `MiB` are common. `m` is a thousandth to Kubernetes, and never meant.
  private static func meant(by written: String) -> String? {
    var letters = written.lowercased()
    if letters == "b" || letters == "bytes" { return "" }
    if letters.hasSuffix("b") { letters.removeLast() }
    return units.first { $0.name.lowercased() == letters }?.name
  }

  public static func < (a: MemoryQuantity, b: MemoryQuantity) -> Bool { a.bytes < b.bytes }

  /// In the largest power of 1024 that leaves a whole number.
  public var description: String {
    let unit = Self.units.prefix(6).last { bytes != 0 && bytes % $0.bytes == 0 }
    return unit.map { "\(bytes / $0.bytes)\($0.name)" } ?? "\(bytes)"
  }
}
