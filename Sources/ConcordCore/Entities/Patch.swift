/// A change of some fields of one entity: what is absent stays, null clears an optional field.
///
///     var change = Patch(Account.key(tenant: "acme", name: "prod"))
///     change.provider = .aws
///     change.clear(\.owner)
///
/// The key itself and `readonly` fields cannot change.
@dynamicMemberLookup
public struct Patch<E: Entity>: Sendable {
  /// The entity to change.
  public let key: Key<E>
  /// The changed fields as members of a JSON object, in the order in which they were set.
  private(set) var members: [Member] = []

  struct Member: Sendable {
    let name: String
    let json: [UInt8]
  }

  public init(_ key: Key<E>) { self.key = key }

  /// The new value of a field: nil while the patch leaves the field alone, and setting nil makes it so again.
  public subscript<Value: JSONCodable>(dynamicMember path: KeyPath<E.Fields, Field<Value>>) -> Value? {
    get {
      guard let member = members.first(where: { $0.name == E.Fields.table[keyPath: path].name }) else { return nil }
      var reader = JSONReader(member.json.span.bytes)
      return Value.decode(from: &reader)
    }
    set {
      let name = E.Fields.table[keyPath: path].name
      members.removeAll { $0.name == name }
      guard let newValue else { return }
      var writer = JSONWriter(capacity: 64)
      writer.value(newValue)
      members.append(Member(name: name, json: writer.array()))
    }
  }

  /// Clears an optional field: it travels as null.
  public mutating func clear<Value: JSONCodable>(_ path: KeyPath<E.Fields, Field<Value?>>) {
    self[dynamicMember: path] = .some(nil)
  }

  /// True when the patch changes nothing.
  public var isEmpty: Bool { members.isEmpty }

  /// The entity after the change.
  ///
  /// - Throws: `ConcordError` with `INVALID_INPUT` when a member does not fit its field.
  public func applied(to entity: E) throws(ConcordError) -> E {
    var result = entity
    let bytes = encodedMembers()
    var reader = JSONReader(bytes.span.bytes)
    result.merge(from: &reader)
    reader.finish()
    if let failure = reader.failure { throw ConcordError(invalid: failure, in: bytes) }
    return result
  }

  private func encodedMembers() -> [UInt8] {
    var writer = JSONWriter(capacity: 256)
    writer.beginObject()
    writeMembers(to: &writer)
    writer.endObject()
    return writer.array()
  }

  private func writeMembers(to writer: inout JSONWriter) {
    for member in members {
      writer.name(member.name)
      writer.raw(member.json)
      writer.endValue()
    }
  }
}

extension Patch: CustomStringConvertible, CustomReflectable {
  /// The path and the names of the changed fields; their values may be secret.
  public var description: String { "\(key) {\(members.map(\.name).joined(separator: ", "))}" }
  /// Key and names of the changed fields.
  public var customMirror: Mirror { Mirror(self, children: ["key": key, "fields": members.map(\.name)]) }
}

extension Patch: JSONCodable {
  public static var blank: Patch { Patch(.blank) }

  /// Reads the key and the changed fields. Each value is read into a scratch entity, so a wrong type, a `readonly` field or null for
  /// a required field fails here, at the sender's position, before anything is applied.
  public static func decode(from reader: inout JSONReader) -> Patch {
    let descriptor = E.descriptor
    let table = E.fieldTable
    var fields = KeyFields(descriptor)
    var members: [Member] = []
    var scratch = E.blank
    reader.beginObject()
    while let name = reader.nextName() {
      if fields.read(name, from: &reader) { continue }
      guard let index = table.index(of: name) else {
        reader.skipValue()
        continue
      }
      if descriptor.readonlyFields & (1 << UInt64(index)) != 0 { reader.fail(.readonlyField, field: name) }
      if members.contains(where: { $0.name == name }) { reader.fail(.duplicateField, field: name) }
      let start = reader.valueOffset()
      scratch.read(field: index, from: &reader)
      guard reader.failure == nil else { return blank }
      members.append(Member(name: name, json: reader.copiedBytes(start..<reader.offset)))
    }
    var patch = Patch(Key(fields.complete(&reader)))
    patch.members = members
    return patch
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    key.writeFields(to: &writer)
    if SecretMasking.isOn { writeMasked(to: &writer) } else { writeMembers(to: &writer) }
    writer.endObject()
  }

  /// The members as their fields' types write them, for only those know which values are sensitive.
  private func writeMasked(to writer: inout JSONWriter) {
    let masked = (try? applied(to: .blank)).flatMap { maskedJSON(of: $0) } ?? []
    let entity = try? JSON.decode(JSONValue.self, from: masked)
    for member in members {
      writer.name(member.name)
      writer.value(entity?[member.name] ?? .null)
      writer.endValue()
    }
  }
}
