import ConcordCore

/// The members of a frame that a dialect knows, each as it lies in the frame: what is wrong with one does not hide the others,
/// so that the sender is told by its own id.
struct FrameMembers {
  private var ranges: [String: Range<Int>] = [:]
  /// Why the frame is no JSON object, or names something twice.
  let failure: ConcordError?

  init(_ frame: RawSpan, known: Set<String>) {
    var reader = JSONReader(frame)
    reader.beginObject()
    while let name = reader.nextName() {
      guard known.contains(name) else {
        reader.skipValue()
        continue
      }
      if ranges[name] != nil { reader.fail(.duplicateField, field: name) }
      let range = reader.rawValue()
      if reader.failure != nil { break }
      ranges[name] = range
    }
    reader.finish()
    failure = reader.failure.map { ConcordError(invalid: $0, in: frame, code: .malformed) }
  }

  /// Where a member's value lies; nil when there is none.
  subscript(name: String) -> Range<Int>? { ranges[name] }

  /// The names of the members that are there.
  var names: Set<String> { Set(ranges.keys) }

  /// A member's value; nil when it is absent or null.
  ///
  /// - Throws: `INVALID_INPUT` with the field, for a value of another type.
  func read<Value: JSONCodable>(_ name: String, in frame: RawSpan) throws(ConcordError) -> Value? {
    guard let range = ranges[name] else { return nil }
    return try Self.value(frame.extracting(range), name)
  }

  /// The value that some bytes hold; nil for null.
  static func value<Value: JSONCodable>(_ bytes: RawSpan, _ name: String) throws(ConcordError) -> Value? {
    var reader = JSONReader(bytes)
    if reader.nextKind() == .null { return nil }
    let value = Value.decode(from: &reader)
    reader.finish()
    if let failure = reader.failure {
      throw ConcordError(.invalidInput, "\(name): \(failure.code.message)", field: name)
    }
    return value
  }
}
