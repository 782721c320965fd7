/// An open set of named values, a string in JSON. A value that this version does not know is kept and written back.
public protocol JSONEnum: JSONCodable, Hashable {
  /// The value of a string, known or not.
  init(wireValue: String)

  /// The string that stands for the value in JSON.
  var wireValue: String { get }

  /// False for a value that this version does not know.
  var isKnown: Bool { get }
}

extension JSONEnum {
  /// The value of the empty string; a generated enum has its first case instead.
  @inlinable public static var blank: Self { Self(wireValue: "") }

  /// True: a type without this member knows every value.
  @inlinable public var isKnown: Bool { true }

  /// Reads a string; an unknown value is a fault only where the reader refuses those.
  @inlinable
  public static func decode(from reader: inout JSONReader) -> Self {
    let start = reader.offset
    let value = Self(wireValue: reader.string())
    if reader.isInput, !value.isKnown { reader.fail(.unknownValue, at: start) }
    return value
  }

  /// Writes the string.
  @inlinable
  public func encode(to writer: inout JSONWriter) { writer.string(wireValue) }

  // Written here once, so that no generated enum has them synthesised.

  /// Values are the same when their strings are.
  @inlinable
  public static func == (left: Self, right: Self) -> Bool { left.wireValue == right.wireValue }

  /// Feeds the string.
  @inlinable
  public func hash(into hasher: inout Hasher) { hasher.combine(wireValue) }
}
