/// A struct that is an object in JSON. The generator writes the requirements; the loop over members is shared.
public protocol JSONRecord: JSONCodable {
  /// The names of the fields, in the order in which `encode` writes them.
  static var fieldTable: FieldTable { get }

  /// Bit i is set if field i must be present.
  static var requiredFields: UInt64 { get }

  /// Reads the value of one field: `switch field { case 0: reader.read(&name) … }`.
  mutating func read(field: Int, from reader: inout JSONReader)
}

extension JSONRecord {
  /// Reads an object. A missing required field and a known field given twice are errors; unknown fields are skipped.
  @inlinable
  public static func decode(from reader: inout JSONReader) -> Self {
    var record = Self.blank
    let missing = Self.requiredFields & ~record.merge(from: &reader)
    if missing != 0 { reader.failMissing(Self.fieldTable, missing) }
    return record
  }

  /// Lays the fields of an object over this value (patches, drafts); nothing is required. Gives the fields that were
  /// present, bit i for field i.
  @inlinable
  @discardableResult
  public mutating func merge(from reader: inout JSONReader) -> UInt64 {
    let table = Self.fieldTable
    var seen: UInt64 = 0
    var next = 0
    reader.beginObject()
    while true {
      let field = reader.nextField(table, &next)
      if field < 0 { return seen }
      let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: field)
      if seen & bit != 0 { reader.failDuplicate(table, field) }
      seen |= bit
      read(field: field, from: &reader)
    }
  }
}
