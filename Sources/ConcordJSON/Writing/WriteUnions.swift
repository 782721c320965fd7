extension JSONWriter {
  /// Writes a record with a discriminator in front of its members.
  ///
  /// - Parameter head: the opening bracket and the discriminator, `{"kind":"aws"`.
  public mutating func union<T: JSONRecord>(_ head: StaticString, _ record: T) {
    literal(head)
    let bracket = used
    record.encode(to: &self)
    // Invariant: a record writes one object, so its opening bracket stands at `bracket`, and one byte behind it follows.
    guard used > bracket + 1, base[bracket] == UInt8(ascii: "{") else { return fail(.notRepresentable) }
    if base[bracket + 1] == UInt8(ascii: "}") {
      base[bracket] = UInt8(ascii: "}")
      used = bracket + 1
    } else {
      base[bracket] = UInt8(ascii: ",")
    }
  }
}
