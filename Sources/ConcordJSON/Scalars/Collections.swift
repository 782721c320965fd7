extension Optional: JSONCodable where Wrapped: JSONCodable {
  /// `nil`.
  @inlinable public static var blank: Wrapped? { nil }

  /// Reads `null` as `nil`.
  @inlinable
  public static func decode(from reader: inout JSONReader) -> Wrapped? {
    reader.null() ? nil : Wrapped.decode(from: &reader)
  }

  /// Writes `nil` as `null`; to leave a member out there is `JSONWriter.writeIfPresent`.
  @inlinable
  public func encode(to writer: inout JSONWriter) {
    if let self { self.encode(to: &writer) } else { writer.null() }
  }
}

extension Array: JSONCodable where Element: JSONCodable {
  /// The empty array.
  @inlinable public static var blank: [Element] { [] }

  /// Reads an array.
  @inlinable
  public static func decode(from reader: inout JSONReader) -> [Element] {
    var elements: [Element] = []
    var first = true
    reader.beginArray()
    guard reader.nextElement(&first) else { return elements }
    elements.reserveCapacity(4)
    repeat { elements.append(Element.decode(from: &reader)) } while reader.nextElement(&first)
    return elements
  }

  /// Writes an array.
  @inlinable
  public func encode(to writer: inout JSONWriter) {
    writer.beginArray()
    for element in self { writer.element(element) }
    writer.endArray()
  }
}

extension Dictionary: JSONCodable where Key == String, Value: JSONCodable {
  /// The empty dictionary.
  @inlinable public static var blank: [String: Value] { [:] }

  /// Reads an object whose names are data; a name given twice is `duplicateField`.
  @inlinable
  public static func decode(from reader: inout JSONReader) -> [String: Value] {
    reader.beginObject()
    var next = reader.nextName()
    if next == nil { return [:] }
    var members = [String: Value](minimumCapacity: 4)
    while let name = next {
      if members.updateValue(Value.decode(from: &reader), forKey: name) != nil {
        reader.fail(.duplicateField, field: name)
      }
      next = reader.nextName()
    }
    return members
  }

  /// Writes an object with its names in order, so that equal dictionaries give equal texts.
  @inlinable
  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    if count < 2 {
      for (name, value) in self { writer.write(key: name, value) }
    } else {
      for (name, value) in self.sorted(by: { $0.key < $1.key }) { writer.write(key: name, value) }
    }
    writer.endObject()
  }
}
