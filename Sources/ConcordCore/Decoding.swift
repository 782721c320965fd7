/// Reads one value that fills `bytes`.
///
/// - Throws: `ConcordError` with `code` and the path of what is wrong.
public func decode<Value: JSONCodable>(
  _ type: Value.Type, from bytes: RawSpan, failing code: ErrorCode
) throws(ConcordError) -> Value {
  var reader = JSONReader(bytes)
  let value = Value.decode(from: &reader)
  reader.finish()
  if let failure = reader.failure { throw ConcordError(invalid: failure, in: bytes, code: code) }
  return value
}

/// Writes one value.
public func encode<Value: JSONCodable>(_ value: Value) -> [UInt8] {
  var writer = JSONWriter(capacity: 512)
  writer.value(value)
  return writer.array()
}
