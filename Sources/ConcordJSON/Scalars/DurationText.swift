/// `duration`: a length of time, in JSON an ISO 8601 duration of days and smaller units: `"PT1.5S"`.
extension Duration: JSONCodable {
  /// No time.
  public static var blank: Duration { .zero }

  /// Reads a string such as `PT90S`, `P1DT12H`, `-PT0.25S` or `P2W` (`invalidDuration`). Years and months are refused,
  /// because they have no fixed length; only seconds may have a fraction, of at most 18 digits.
  public static func decode(from reader: inout JSONReader) -> Duration {
    reader.text(.zero, .invalidDuration, parseDuration)
  }

  /// Writes seconds with as many digits of a fraction as are needed.
  public func encode(to writer: inout JSONWriter) { writer.string(iso8601) }

  /// The duration of an ISO 8601 text of the kind that `decode` reads; `nil` for any other.
  public init?(iso8601 text: String) {
    guard let duration = parseDuration(text.utf8Span.span) else { return nil }
    self = duration
  }

  /// The form in JSON, without quotes.
  public var iso8601: String {
    let (seconds, attoseconds) = components
    let isNegative = seconds < 0 || attoseconds < 0
    var text = "\(isNegative ? "-" : "")PT\(seconds.magnitude)"
    if attoseconds != 0 {
      var fraction = String(attoseconds.magnitude)
      fraction = String(repeating: "0", count: 18 - fraction.utf8.count) + fraction
      while fraction.last == "0" { fraction.removeLast() }
      text += ".\(fraction)"
    }
    return text + "S"
  }
}

/// Units in the order in which they may stand, each with its seconds and whether it stands behind the `T`.
private let units: [(letter: UInt8, seconds: Int64, isTime: Bool)] = [
  (UInt8(ascii: "W"), 604_800, false), (UInt8(ascii: "D"), 86_400, false), (UInt8(ascii: "H"), 3_600, true),
  (UInt8(ascii: "M"), 60, true), (UInt8(ascii: "S"), 1, true),
]

private func parseDuration(_ text: Span<UInt8>) -> Duration? {
  var at = 0
  let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
  if isNegative { at = 1 }
  guard at < text.count, text[at] == UInt8(ascii: "P") else { return nil }
  at += 1
  var seconds: Int64 = 0
  var attoseconds: Int64 = 0
  var isTime = false
  var nextUnit = 0
  // The `T` and the `P` each need a part behind them.
  var isOpen = true
  while at < text.count {
    if !isTime, text[at] == UInt8(ascii: "T") {
      isTime = true
      isOpen = true
      at += 1
      continue
    }
    guard let amount = parseAmount(text, &at), at < text.count else { return nil }
    while nextUnit < units.count, units[nextUnit].letter != text[at] || units[nextUnit].isTime != isTime {
      nextUnit += 1
    }
    guard nextUnit < units.count, amount.attoseconds == nil || units[nextUnit].seconds == 1 else { return nil }
    let (product, overflow) = amount.whole.multipliedReportingOverflow(by: units[nextUnit].seconds)
    let (sum, carry) = seconds.addingReportingOverflow(product)
    if overflow || carry { return nil }
    seconds = sum
    attoseconds = amount.attoseconds ?? 0
    nextUnit += 1
    isOpen = false
    at += 1
  }
  if isOpen { return nil }
  let duration = Duration(secondsComponent: seconds, attosecondsComponent: attoseconds)
  return isNegative ? .zero - duration : duration
}

/// Digits, and optionally a point and 1 to 18 more; leaves the index behind them.
private func parseAmount(_ text: Span<UInt8>, _ at: inout Int) -> (whole: Int64, attoseconds: Int64?)? {
  let start = at
  var whole: Int64 = 0
  while at < text.count, isDigit(text[at]) {
    let (product, overflow) = whole.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.addingReportingOverflow(Int64(text[at] &- 0x30))
    if overflow || carry { return nil }
    whole = sum
    at += 1
  }
  if at == start { return nil }
  guard at < text.count, text[at] == UInt8(ascii: ".") else { return (whole, nil) }
  at += 1
  let point = at
  var attoseconds: Int64 = 0
  while at < text.count, isDigit(text[at]) {
    if at - point == 18 { return nil }
    attoseconds = attoseconds * 10 + Int64(text[at] &- 0x30)
    at += 1
  }
  if at == point { return nil }
  for _ in (at - point)..<18 { attoseconds *= 10 }
  return (whole, attoseconds)
}
