extension JSONValue {
  /// The value tree of any codable value; null where it has no form in JSON.
  public init<T: JSONCodable>(encoding value: T) {
    var writer = JSONWriter(capacity: 64)
    writer.value(value)
    var reader = JSONReader(writer.bytes)
    self = JSONValue.decode(from: &reader)
  }
}
