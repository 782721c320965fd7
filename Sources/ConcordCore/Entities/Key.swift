/// Names one entity of kind `E`: its ancestors' keys and its own.
///
/// On the wire a key is an object of the key names (`{"tenant":"acme","name":"prod"}`); `{"key": "/tenant/acme/…"}` is
/// read as well, which is how deletions travel.
public struct Key<E: Entity>: Hashable, Sendable, EntityName {
  /// The ancestors' keys and the own key, root first.
  public let values: [String]

  /// The generated `E.key(tenant:name:)` is the spelled-out form of this.
  public init(_ values: [String]) { self.values = values }

  /// The key that a path names; nil when the path does not name an entity of kind `E`.
  ///
  /// A path may skip ancestors only where the caller knows them otherwise, so here every ancestor must be present.
  public init?(_ path: EntityPath) {
    let names = E.descriptor.ancestors + [E.descriptor.name]
    guard path.segments.map(\.entity) == names else { return nil }
    values = path.segments.map(\.key)
  }

  /// The own key, without the ancestors'.
  public var name: String { values.last ?? "" }

  /// The place in the tree.
  public var path: EntityPath {
    let descriptor = E.descriptor
    var segments: [EntityPath.Segment] = []
    segments.reserveCapacity(values.count)
    for (name, value) in zip(descriptor.ancestors, values) { segments.append(.init(entity: name, key: value)) }
    if let own = values.last { segments.append(.init(entity: descriptor.name, key: own)) }
    return EntityPath(segments)
  }
}

extension Key: CustomStringConvertible {
  public var description: String { path.description }
}

extension Key: JSONCodable {
  public static var blank: Key { Key([]) }

  public static func decode(from reader: inout JSONReader) -> Key {
    var fields = KeyFields(E.descriptor)
    reader.beginObject()
    while let name = reader.nextName() {
      if fields.read(name, from: &reader) { continue }
      if name == "key" {
        let path = EntityPath.decode(from: &reader)
        if reader.failure == nil {
          guard let key = Key(path) else {
            reader.fail(.invalidValue, field: "key")
            return blank
          }
          fields.values = key.values
        }
      } else {
        reader.skipValue()
      }
    }
    return Key(fields.complete(&reader))
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writeFields(to: &writer)
    writer.endObject()
  }

  /// Writes the key's fields into an object that is open.
  func writeFields(to writer: inout JSONWriter) {
    let descriptor = E.descriptor
    for (i, value) in values.enumerated() {
      switch descriptor.keyShapes[i] {
      case .text: writer.write(key: descriptor.keyNames[i], value)
      case .number: writer.write(key: descriptor.keyNames[i], Int(value) ?? 0)
      }
    }
  }
}

/// Collects key fields while an object is read: shared by `Key`, `Patch` and `ListQuery`.
struct KeyFields {
  let names: [String]
  let shapes: [KeyShape]
  var values: [String]

  init(_ descriptor: EntityDescriptor, ancestorsOnly: Bool = false) {
    names = ancestorsOnly ? descriptor.ancestors : descriptor.keyNames
    shapes = descriptor.keyShapes
    values = Array(repeating: "", count: names.count)
  }

  /// Reads the value when `name` is one of the key's; false when it is not.
  mutating func read(_ name: String, from reader: inout JSONReader) -> Bool {
    guard let i = names.firstIndex(of: name) else { return false }
    guard values[i].isEmpty else {
      reader.fail(.duplicateField, field: name)
      return true
    }
    switch shapes[i] {
    case .text: values[i] = reader.string()
    case .number: values[i] = String(reader.int())
    }
    if values[i].isEmpty, reader.failure == nil { reader.fail(.invalidValue, field: name) }
    return true
  }

  /// The values, after checking that all are there.
  func complete(_ reader: inout JSONReader) -> [String] {
    if reader.failure == nil, let missing = values.firstIndex(of: "") {
      reader.fail(.missingField, field: names[missing])
    }
    return values
  }
}

/// The key of an entity of whatever kind.
package protocol EntityName {
  var path: EntityPath { get }
}
