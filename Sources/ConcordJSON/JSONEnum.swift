/// An open set of named values, a string in JSON. A value that this version does not know is kept and written back.
public protocol JSONEnum: JSONCodable, Hashable {
  /// The value of a string, known or not.
  init(wireValue: String)

  /// The string that stands for the value in JSON.
  var wireValue: String { get }
}

extension JSONEnum {
  /// The value of the empty string; a generated enum has its first case instead.
  @inlinable public static var blank: Self { Self(wireValue: "") }

  /// Reads a string.
  @inlinable
  public static func decode(from reader: inout JSONReader) -> Self { Self(wireValue: reader.string()) }

  /// Writes the string.
  @inlinable
  public func encode(to writer: inout JSONWriter) { writer.string(wireValue) }
}
