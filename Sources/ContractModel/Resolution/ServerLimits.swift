/// `limits:` of a server: each within what makes sense on one machine.
extension NodeReader {
  mutating func limits(_ section: Section) -> ServerModel.Limits {
    var limits = ServerModel.Limits()
    limits.message = section["message"].flatMap { size($0, "message", in: 128...(256 << 20)) }
    limits.connections = section["connections"].flatMap { integer($0, "connections", in: 1...10_000_000) }
    limits.inFlight = section["in-flight"].flatMap { integer($0, "in-flight", in: 1...10_000) }
    limits.queue = section["queue"].flatMap { size($0, "queue", in: 1024...(1 << 30)) }
    limits.handshake = section["handshake"].flatMap { time($0, "handshake", in: 100...300_000, "100ms to 5m") }
    limits.ping = section["ping"].flatMap { time($0, "ping", in: 1000...3_600_000, "1s to 1h") }
    limits.rate = section["rate"].flatMap { rate($0) }
    return limits
  }

  /// Bytes of `64KiB`, `1MiB`, or a plain number.
  private mutating func size(_ node: YAMLNode, _ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = text(node, key) else { return nil }
    guard let bytes = Sizes.bytes(text) else {
      diagnostics.report(
        ModelRules.limitUnit, at: node.position, "'\(text)' is no size",
        suggestion: "write bytes, or a whole number with KiB, MiB or GiB, such as 64KiB")
      return nil
    }
    guard range.contains(bytes) else {
      let ends = "\(Sizes.text(range.lowerBound)) to \(Sizes.text(range.upperBound))"
      diagnostics.report(ModelRules.range, at: node.position, "\(key) is \(ends), not \(text)")
      return nil
    }
    return bytes
  }

  private mutating func time(
    _ node: YAMLNode, _ key: String, in range: ClosedRange<Int>, _ ends: String
  ) -> Int? {
    guard let milliseconds = duration(node, key) else { return nil }
    if range.contains(milliseconds) { return milliseconds }
    diagnostics.report(
      ModelRules.range, at: node.position, "\(key) is \(ends), not \(node.scalar?.text ?? "")")
    return nil
  }

  /// Messages per second of `200/s`.
  private mutating func rate(_ node: YAMLNode) -> Int? {
    guard let text = text(node, "rate") else { return nil }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1] == "s", !parts[0].isEmpty, parts[0].allSatisfy({ ("0"..."9").contains($0) }) else {
      diagnostics.report(
        ModelRules.limitUnit, at: node.position, "'\(text)' is no rate",
        suggestion: "write messages per second, such as 200/s")
      return nil
    }
    if let rate = Int(parts[0]), (1...1_000_000).contains(rate) { return rate }
    diagnostics.report(ModelRules.range, at: node.position, "rate is 1/s to 1000000/s, not \(text)")
    return nil
  }
}

/// Sizes as contracts write them.
enum Sizes {
  private static let units: [(suffix: String, shift: Int)] = [("GiB", 30), ("MiB", 20), ("KiB", 10), ("", 0)]

  /// The bytes, or nil when the text is no size.
  static func bytes(_ text: String) -> Int? {
    for unit in units where text.hasSuffix(unit.suffix) {
      let digits = text.dropLast(unit.suffix.count)
      guard !digits.isEmpty, digits.allSatisfy({ ("0"..."9").contains($0) }), let count = Int(digits) else {
        return nil
      }
      let (bytes, overflow) = count.multipliedReportingOverflow(by: 1 << unit.shift)
      return overflow ? .max : bytes
    }
    return nil
  }

  /// The largest unit that divides it.
  static func text(_ bytes: Int) -> String {
    for unit in units where bytes % (1 << unit.shift) == 0 { return "\(bytes >> unit.shift)\(unit.suffix)" }
    return String(bytes)
  }
}
