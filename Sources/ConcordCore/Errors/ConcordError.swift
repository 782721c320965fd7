/// The error that travels: a code for programs, a sentence for people, and where it has one the field that is wrong.
public struct ConcordError: Error, Sendable, Equatable {
  public var code: ErrorCode
  /// A sentence that names the thing, the place and the way out.
  public var message: String
  /// The path of the field in the input, such as `marks.cpu`, where one field is to blame.
  public var field: String?
  /// More for the receiver, as text (the wire's `content`).
  public var content: String?

  public init(_ code: ErrorCode, _ message: String, field: String? = nil, content: String? = nil) {
    self.code = code
    self.message = message
    self.field = field
    self.content = content
  }

  /// True when the same request may succeed later without a change. An error that blames a field does not: the field
  /// stays what it is.
  public var isRetryable: Bool { code.isRetryable && field == nil }

  /// What a reader's failure means to the sender of `bytes`: `INVALID_INPUT` with the path of the field.
  public init(invalid failure: JSONError, in bytes: [UInt8], code: ErrorCode = .invalidInput) {
    self.init(invalid: failure, in: bytes.span.bytes, code: code)
  }

  /// What a reader's failure means to the sender of `bytes`: `INVALID_INPUT` with the path of the field.
  public init(invalid failure: JSONError, in bytes: RawSpan, code: ErrorCode = .invalidInput) {
    let path = JSONPath(failure, in: bytes).description
    self.init(
      code, path.isEmpty ? failure.description : "\(path): \(failure.description)", field: path.isEmpty ? nil : path)
  }
}

extension ConcordError: CustomStringConvertible {
  public var description: String { "\(code.text): \(message)" }
}

extension ConcordError: JSONRecord {
  public static var blank: ConcordError { ConcordError(.internalError, "") }
  public static let fieldTable = FieldTable("code", "message", "field", "content")
  public static var requiredFields: UInt64 { 0 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: code = ErrorCode(wire: reader.string())
    case 1: reader.read(&message)
    case 2: reader.read(&self.field)
    case 3: reader.read(&content)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"code\":", code.text)
    writer.write("\"message\":", message)
    writer.writeIfPresent("\"field\":", field)
    writer.writeIfPresent("\"content\":", content)
    writer.endObject()
  }
}

/// Errors that an operation's contract declares; the generator makes one enum per contract that has any.
///
/// A handler throws a case; the caller gets a `ConcordError` with its code, and `AccountError(error)` turns it back.
public protocol DeclaredError: Error, Sendable, CaseIterable, Equatable {
  /// The code on the wire.
  var code: ErrorCode { get }
}

extension DeclaredError {
  /// The declared case that `error` carries; nil for any other error.
  public init?(_ error: any Error) {
    guard let error = error as? ConcordError, let match = Self.allCases.first(where: { $0.code == error.code }) else {
      return nil
    }
    self = match
  }
}
