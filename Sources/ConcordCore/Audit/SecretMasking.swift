/// Whether secrets are written as `****` just now.
enum SecretMasking {
  /// True inside of `maskedJSON`.
  @TaskLocal static var isOn = false
}

/// Writes a value with `****` in place of every sensitive one, at any depth: its types know which they are.
///
/// What the types do not know stays as it is: values of type `json`, and cases of a union that this program does not have.
/// - Returns: nil when the value has no form in JSON.
public func maskedJSON<Value: JSONCodable>(of value: Value) -> [UInt8]? {
  SecretMasking.$isOn.withValue(true) {
    var writer = JSONWriter(capacity: 512)
    writer.value(value)
    return writer.failure == nil ? writer.array() : nil
  }
}

/// An entity's JSON with `****` in place of every sensitive value.
///
/// - Returns: nil when the JSON is not that of such an entity, for then nobody knows what in it is sensitive.
public func maskedJSON<E: Entity>(_ json: [UInt8], as type: E.Type) -> [UInt8]? {
  guard let entity = try? decode(type, from: json.span.bytes, failing: .internalError) else { return nil }
  return maskedJSON(of: entity)
}
