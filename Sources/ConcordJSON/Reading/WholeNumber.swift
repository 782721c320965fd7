/// What a number's text means as a whole number.
enum WholeNumber: Equatable {
  case value(Int64)
  case fraction
  case tooLarge
}

/// The exact whole number that the text of a valid JSON number stands for: `1.20e2` is 120, `0.5` a fraction.
func wholeNumber(_ text: Span<UInt8>) -> WholeNumber {
  var at = 0
  let isNegative = text.count > 0 && text[0] == UInt8(ascii: "-")
  if isNegative { at = 1 }
  var digits: [UInt8] = []
  var exponent = 0
  var isFraction = false
  while at < text.count {
    let byte = text[at]
    if byte == UInt8(ascii: ".") {
      isFraction = true
    } else if isDigit(byte) {
      if isFraction { exponent -= 1 }
      if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte &- 0x30) }
    } else {
      exponent += writtenExponent(text, from: at + 1)
      break
    }
    at += 1
  }
  while digits.last == 0 {
    digits.removeLast()
    exponent += 1
  }
  if digits.isEmpty { return .value(0) }
  if exponent < 0 { return .fraction }
  // Int64.min has 19 digits; more cannot fit, and this bounds the loop below.
  guard digits.count + exponent <= 19 else { return .tooLarge }
  var value: Int64 = 0
  for index in 0..<(digits.count + exponent) {
    let digit = Int64(index < digits.count ? digits[index] : 0)
    let (product, overflow) = value.multipliedReportingOverflow(by: 10)
    let (sum, carry) = product.subtractingReportingOverflow(digit)
    if overflow || carry { return .tooLarge }
    value = sum
  }
  // Summed as a negative number because Int64.min has no positive twin.
  if isNegative { return .value(value) }
  return value == .min ? .tooLarge : .value(-value)
}

/// The exponent behind `e`, held to a range in which sums cannot overflow.
private func writtenExponent(_ text: Span<UInt8>, from start: Int) -> Int {
  var exponent = 0
  var isNegative = false
  for index in start..<text.count {
    let byte = text[index]
    if byte == UInt8(ascii: "-") { isNegative = true }
    if isDigit(byte), exponent < 1 << 40 { exponent = exponent * 10 + Int(byte &- 0x30) }
  }
  return isNegative ? -exponent : exponent
}
