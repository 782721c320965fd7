// Unions: objects whose discriminator, one string member, tells which record they are.

extension JSONReader {
  /// Finds the discriminator of the object that comes next, wherever it stands in it, and stays before the object. Other
  /// members are passed over twice only if they stand in front of it.
  ///
  /// A missing discriminator is `missingField`; the empty text is given then.
  public mutating func unionKind(_ discriminator: String) -> String {
    let start = mark()
    let kind = findKind(discriminator)?.kind
    guard failure == nil, let kind else { return "" }
    rewind(to: start)
    return kind
  }

  /// Reads the object of a case that the contract does not name. It is kept whole; in an input it is `unknownValue`.
  public mutating func unknownCase(_ discriminator: String) -> JSONValue {
    guard failure == nil else { return .null }
    if isInput {
      let offset = findKind(discriminator)?.offset ?? position
      fail(.unknownValue, at: offset)
      return .null
    }
    return JSONValue.decode(from: &self)
  }

  private mutating func findKind(_ discriminator: String) -> (kind: String, offset: Int)? {
    beginObject()
    while let name = nextName() {
      if name == discriminator {
        let offset = valueOffset()
        return (string(), offset)
      }
      skipValue()
    }
    if failure == nil { fail(.missingField, at: position - 1, field: discriminator) }
    return nil
  }
}
