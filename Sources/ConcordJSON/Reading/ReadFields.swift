// The members of a record. Writers keep the contract's order, so the reader guesses the next field and compares the
// input with its quoted name; only a wrong guess reads the name.

extension JSONReader {
  /// Moves to the value of the next known field; gives its index, or -1 at `}` (consumed) and after a failure. Members
  /// with other names are checked and skipped.
  ///
  /// - Parameter next: 0 for the first call in an object; holds the guess in between.
  public mutating func nextField(_ table: FieldTable, _ next: inout Int) -> Int {
    let at = position
    // Room for a comma and two words; behind `beginObject` the position is never 0.
    guard next < table.count, next >= 0, at > 0, end &- at >= 17 else { return namedField(table, &next) }
    let isFirst = base[at &- 1] == UInt8(ascii: "{")
    let hasComma = base[at] == UInt8(ascii: ",")
    let name = at &+ (hasComma ? 1 : 0)
    let low = (loadWord(base + name) ^ table.fields[next].quotedLow) & table.fields[next].maskLow
    let high = (loadWord(base + name + 8) ^ table.fields[next].quotedHigh) & table.fields[next].maskHigh
    let count = table.fields[next].quotedCount
    guard low | high == 0, isFirst != hasComma, count <= 16 || longNameMatches(table, next, name) else {
      return namedField(table, &next)
    }
    position = name &+ count
    let field = next
    next = field &+ 1
    return field
  }

  @inline(never)
  private func longNameMatches(_ table: FieldTable, _ field: Int, _ name: Int) -> Bool {
    let count = table.fields[field].quotedCount
    return end &- name >= count && sameBytes(table.fields[field].quoted + 16, base + name + 16, count &- 16)
  }

  @inline(never)
  private mutating func namedField(_ table: FieldTable, _ next: inout Int) -> Int {
    while openMember() {
      guard let literal = stringLiteral() else { return -1 }
      let field = index(of: literal, in: table)
      guard failure == nil, colon() else { return -1 }
      if field >= 0 {
        next = field &+ 1
        return field
      }
      skipValue()
    }
    return -1
  }

  @inline(__always)
  private mutating func index(of literal: StringLiteral, in table: FieldTable) -> Int {
    if literal.hasEscapes || literal.hasNonASCII { return uncommonIndex(of: literal, in: table) }
    return table.index(FieldKey(base + literal.start, count: literal.count, readable: end &- literal.start))
  }

  @inline(never)
  private mutating func uncommonIndex(of literal: StringLiteral, in table: FieldTable) -> Int {
    guard var name = text(of: literal) else { return -1 }
    return name.withUTF8 { bytes in
      guard let start = bytes.baseAddress else { return table.index(FieldKey(base, count: 0, readable: 0)) }
      return table.index(FieldKey(start, count: bytes.count, readable: 0))
    }
  }

  /// Records that a field was given twice, at its second value.
  @inline(never)
  public mutating func failDuplicate(_ table: FieldTable, _ field: Int) {
    fail(.duplicateField, field: table.name(field))
  }

  /// Records that fields were not given, at the end of their object; the error names the first of them.
  ///
  /// - Parameter missing: bit i stands for field i.
  @inline(never)
  public mutating func failMissing(_ table: FieldTable, _ missing: UInt64) {
    guard failure == nil else { return }
    fail(.missingField, at: position - 1, field: table.name(missing.trailingZeroBitCount))
  }
}
