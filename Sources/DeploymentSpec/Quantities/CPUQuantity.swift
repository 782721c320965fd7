/// A share of processors, in thousandths of one.
///
/// Written as cores (`2`, `0.5`) or millicores (`500m`), as Kubernetes writes it; finer than one millicore it does not get.
public struct CPUQuantity: Hashable, Sendable, Comparable, CustomStringConvertible {
  public let millicores: Int

  public init(millicores: Int) { self.millicores = millicores }

  /// Reads a quantity.
  ///
  /// - Throws: `QuantityError` unless it is a decimal number, alone or with `m`, of at least one millicore.
  public init(_ text: String) throws(QuantityError) {
    let isMilli = text.hasSuffix("m")
    let number = isMilli ? text.dropLast() : text[...]
    guard let quantity = DecimalQuantity(number) else {
      throw QuantityError(
        message: "'\(text)' is no share of processors", suggestion: "write cores or millicores, such as 2, 0.5 or 500m")
    }
    guard let millicores = quantity.times(isMilli ? 1 : 1000), millicores > 0 else {
      throw QuantityError(
        message: "'\(text)' is no whole number of millicores above zero",
        suggestion: "write cores or millicores, such as 2, 0.5 or 500m")
    }
    self.millicores = millicores
  }

  public static func < (a: CPUQuantity, b: CPUQuantity) -> Bool { a.millicores < b.millicores }

  /// Whole cores as such, everything else in millicores.
  public var description: String { millicores % 1000 == 0 ? "\(millicores / 1000)" : "\(millicores)m" }
}

/// Why a text is no quantity, and what would be one.
public struct QuantityError: Error, Sendable, Hashable {
  public let message: String
  public let suggestion: String?
}
