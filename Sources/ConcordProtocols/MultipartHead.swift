/// The headers of a part of a form (RFC 7578 §4).
public struct MultipartHead: Sendable, Equatable {
  /// Why a part's headers cannot be used.
  public struct Problem: Error, Sendable, Equatable {
    public let reason: String
  }

  /// The name of the form's field.
  public var name: String
  /// The name that the sender gives a file, without folders; nil when it gives none.
  public var filename: String?
  /// `text/plain` where nothing is said (§4.4).
  public var contentType: String

  public init(name: String, filename: String? = nil, contentType: String = "text/plain") {
    self.name = name
    self.filename = filename
    self.contentType = contentType
  }

  /// Reads the header lines, the empty one included.
  init(_ bytes: [UInt8]) throws(Problem) {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Problem(reason: "a part's headers are not UTF-8")
    }
    var disposition: String?
    var type: String?
    for line in text.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":"), String(line[..<colon]).isHTTPToken else {
        throw Problem(reason: "a line of a part's headers has no name")
      }
      let value = String(line[line.index(after: colon)...].trimmingHTTPWhitespace())
      guard value.utf8.allSatisfy({ $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }) else {
        throw Problem(reason: "a part's headers hold a control character")
      }
      switch line[..<colon].lowercased() {
      case "content-disposition":
        guard disposition == nil else { throw Problem(reason: "a part has two Content-Disposition headers") }
        disposition = value
      case "content-type": type = type ?? value
      case "content-transfer-encoding":
        guard ["binary", "7bit", "8bit"].contains(value.lowercased()) else {
          throw Problem(reason: "a part is encoded as '\(value.prefix(40))', which is not read")
        }
      default: break
      }
    }
    guard let disposition else { throw Problem(reason: "a part has no Content-Disposition") }
    let parameters = try Self.parameters(disposition)
    guard let name = parameters["name"] else { throw Problem(reason: "a part's Content-Disposition has no name") }
    self.name = name
    filename = parameters["filename"].map(Self.withoutFolders).flatMap { $0.isEmpty ? nil : $0 }
    contentType = type ?? "text/plain"
  }

  /// What a browser of another system may have put before the name (§4.2).
  private static func withoutFolders(_ name: String) -> String {
    // By bytes: a slash and a combining mark are one character, and still a slash to the system.
    let last = name.utf8.split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }.last
    return last.map { String(Substring($0)) } ?? ""
  }

  /// `form-data; name="a"; filename="b"`. Quotes in names come as `%22`, and backslashes stand for themselves, as browsers
  /// write them; but for `\"`, as other programs do.
  private static func parameters(_ text: String) throws(Problem) -> [String: String] {
    var rest = Array(text.utf8)[...]
    let kind = String(decoding: rest.prefix { $0 != UInt8(ascii: ";") }, as: UTF8.self).trimmingHTTPWhitespace()
    guard kind.equalsIgnoringASCIICase("form-data") else {
      throw Problem(reason: "a part's Content-Disposition is not form-data")
    }
    rest = rest.drop { $0 != UInt8(ascii: ";") }
    var parameters: [String: String] = [:]
    while rest.first == UInt8(ascii: ";") {
      rest = rest.dropFirst().drop { $0 == 0x20 || $0 == 0x09 }
      let name = rest.prefix { $0 != UInt8(ascii: "=") && $0 != UInt8(ascii: ";") }
      rest = rest.dropFirst(name.count)
      guard rest.popFirst() == UInt8(ascii: "=") else { break }
      let key = String(decoding: name, as: UTF8.self).trimmingHTTPWhitespace().lowercased()
      let value = rest.first == UInt8(ascii: "\"") ? try quoted(&rest) : token(&rest)
      guard parameters.updateValue(value, forKey: key) == nil else {
        throw Problem(reason: "a part's Content-Disposition says '\(key.prefix(40))' twice")
      }
      rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
    }
    return parameters
  }

  private static func token(_ rest: inout ArraySlice<UInt8>) -> String {
    let value = rest.prefix { $0 != UInt8(ascii: ";") }
    rest = rest.dropFirst(value.count)
    return String(String(decoding: value, as: UTF8.self).trimmingHTTPWhitespace())
  }

  /// `%22` is a quote; by bytes, for a combining mark may follow it.
  private static func unescaped(_ value: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    var rest = value[...]
    while let byte = rest.popFirst() {
      let isEscape = byte == UInt8(ascii: "%") && rest.starts(with: "22".utf8)
      text.append(isEscape ? UInt8(ascii: "\"") : byte)
      if isEscape { rest = rest.dropFirst(2) }
    }
    return text
  }

  private static func quoted(_ rest: inout ArraySlice<UInt8>) throws(Problem) -> String {
    var value: [UInt8] = []
    rest = rest.dropFirst()
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "\"") {
        return String(decoding: unescaped(value), as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\"), rest.first == UInt8(ascii: "\"") {
        value.append(UInt8(ascii: "\""))
        rest = rest.dropFirst()
      } else {
        value.append(byte)
      }
    }
    throw Problem(reason: "a part's Content-Disposition has a quote that does not end")
  }
}
