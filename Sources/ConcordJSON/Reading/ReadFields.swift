// The members of a record. Writers keep the contract's order, so the reader guesses the next field and compares the
// input with `,"name":`; only a wrong guess reads the name.

extension JSONReader {
  /// Moves to the value of the next known field; gives its index, or -1 at `}` (consumed) and after a failure. Members
  /// with other names are checked and skipped.
  ///
  /// - Parameter next: 0 for the first call in an object; holds the guess in between.
  @inlinable @inline(__always)
  public mutating func nextField(_ table: FieldTable, _ next: inout Int) -> Int {
    let field = next
    // The text of field 0 starts with the opening bracket, which is consumed already; the others' with a comma.
    let at = field == 0 ? position &- 1 : position
    if UInt(bitPattern: field) < UInt(bitPattern: table.count), at >= 0, end &- at >= 16 {
      let guess = table.fields + field
      let start = base + at
      let low = (loadWord(start) ^ guess.pointee.low) & guess.pointee.lowMask
      let high = (loadWord(start + 8) ^ guess.pointee.high) & guess.pointee.highMask
      if low | high == 0 {
        let count = guess.pointee.count
        if count <= 16 || longNameMatches(table, field, start) {
          position = at &+ count
          next = field &+ 1
          return field
        }
      }
    }
    return namedField(table, &next)
  }

  /// Whether a member's name goes on as the guess does behind its first sixteen bytes.
  @usableFromInline
  @inline(never)
  func longNameMatches(_ table: FieldTable, _ field: Int, _ start: UnsafePointer<UInt8>) -> Bool {
    let count = table.fields[field].count
    return base + end - start >= count && sameBytes(table.fields[field].text + 16, start + 16, count &- 16)
  }

  /// Reads the name, when the guess was wrong or the object ends.
  @usableFromInline
  @inline(never)
  mutating func namedField(_ table: FieldTable, _ next: inout Int) -> Int {
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
