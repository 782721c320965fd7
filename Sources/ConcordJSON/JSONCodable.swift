/// A type that has one form in JSON.
public protocol JSONCodable: Sendable {
  /// A cheap value that stands where none has been read yet.
  static var blank: Self { get }

  /// Reads a value. On bad input it records the fault in the reader and returns any value, `blank` for instance.
  static func decode(from reader: inout JSONReader) -> Self

  /// Writes exactly one value.
  func encode(to writer: inout JSONWriter)
}
