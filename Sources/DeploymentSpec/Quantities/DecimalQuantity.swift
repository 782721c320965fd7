/// A plain decimal number (`12`, `0.5`) times a power, exactly or not at all.
struct DecimalQuantity {
  /// All digits as one whole number, and how many of them stand behind the point.
  private let digits: Int
  private let decimals: Int

  /// - Returns: nil for anything but ASCII digits with at most one point between them, and for more than 18 digits.
  init?(_ text: Substring) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }) else {
      return nil
    }
    // Digits that say nothing would use the room up.
    let decimals = parts.count == 2 ? parts[1].dropTrailingZeros() : ""[...].utf8
    let all = whole.drop { $0 == UInt8(ascii: "0") }.map { $0 } + decimals.map { $0 }
    guard all.count <= 18 else { return nil }
    digits = all.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    self.decimals = decimals.count
  }

  /// The number times `factor`; nil unless that is whole and fits.
  func times(_ factor: Int) -> Int? {
    // Each decimal divides by 2 and by 5, and before the product is made, so that it fits whenever the result does.
    var (left, right) = (digits, factor)
    for _ in 0..<decimals {
      for prime in [2, 5] {
        if left % prime == 0 {
          left /= prime
        } else if right % prime == 0 {
          right /= prime
        } else {
          return nil
        }
      }
    }
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? nil : product
  }
}

func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

extension Substring.UTF8View {
  fileprivate func dropTrailingZeros() -> Substring.UTF8View {
    var rest = self
    while rest.last == UInt8(ascii: "0") { rest = rest.dropLast() }
    return rest
  }
}
