/// The typed name of an entity's field, for patches and queries.
public struct Field<Value: JSONCodable>: Sendable {
  /// The name on the wire.
  public let name: String

  public init(_ name: String) { self.name = name }
}

/// The fields of one entity that a caller may change or query; generated.
public protocol FieldGroup: Sendable {
  /// The one value of the table.
  static var table: Self { get }
}
