/// Reading and writing of what `create` carries: an entity without its `readonly` fields, defaults left to the server.
enum Draft {
  /// Reads a draft. A `readonly` field or a missing required one fails; fields with a default keep it.
  static func decode<E: Entity>(_ type: E.Type, from reader: inout JSONReader) -> E {
    let descriptor = E.descriptor
    var value = E.blank
    let seen = value.merge(from: &reader)
    guard reader.failure == nil else { return value }
    let table = E.fieldTable
    let forbidden = seen & descriptor.readonlyFields
    if forbidden != 0 { reader.fail(.readonlyField, field: table.name(forbidden.trailingZeroBitCount)) }
    let missing = E.requiredFields & ~descriptor.readonlyFields & ~descriptor.defaultedFields & ~seen
    if missing != 0 { reader.fail(.missingField, field: table.name(missing.trailingZeroBitCount)) }
    return value
  }
}
