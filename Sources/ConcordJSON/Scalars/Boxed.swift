/// A value held through a reference, for records that contain themselves or are nested so deeply by value that their
/// size explodes. It behaves as the value does: copies are independent.
public struct Boxed<Value: JSONCodable>: Sendable {
  // `nil` stands for `Value.blank`, so that blank records allocate nothing. Sound to share: a storage is changed only
  // while it is referenced once.
  private var storage: Storage?

  private final class Storage: @unchecked Sendable {
    var value: Value
    init(_ value: Value) { self.value = value }
  }

  /// Boxes a value.
  public init(_ value: Value) { storage = Storage(value) }

  /// The value.
  public var value: Value {
    get { storage?.value ?? Value.blank }
    _modify {
      let unique: Storage
      if let storage, isKnownUniquelyReferenced(&self.storage) { unique = storage } else { unique = Storage(value) }
      storage = unique
      yield &unique.value
    }
  }

  private init(blank: Void) { storage = nil }
}

extension Boxed: JSONCodable {
  /// A box of `Value.blank`; no memory is allocated.
  public static var blank: Boxed { Boxed(blank: ()) }

  /// Reads the value.
  public static func decode(from reader: inout JSONReader) -> Boxed { Boxed(Value.decode(from: &reader)) }

  /// Writes the value.
  public func encode(to writer: inout JSONWriter) { value.encode(to: &writer) }
}

extension Boxed: Equatable where Value: Equatable {
  /// Compares the values.
  public static func == (one: Boxed, other: Boxed) -> Bool { one.value == other.value }
}

extension Boxed: Hashable where Value: Hashable {
  /// Hashes the value.
  public func hash(into hasher: inout Hasher) { hasher.combine(value) }
}
