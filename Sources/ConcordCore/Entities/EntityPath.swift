/// A place in the tree of entities: `/tenant/acme/account/prod/environment/env1/service/api`.
///
/// Segments alternate between an entity's name and its key. Keys are percent-encoded in the text form (RFC 3986 §2.1,
/// everything but unreserved characters) and never empty.
public struct EntityPath: Hashable, Sendable {
  /// One step down the tree.
  public struct Segment: Hashable, Sendable {
    /// The entity's name.
    public var entity: String
    /// The key below the parent, decoded.
    public var key: String

    public init(entity: String, key: String) {
      self.entity = entity
      self.key = key
    }
  }

  /// Root first; never empty for a path that names an entity.
  public var segments: [Segment]

  public init(_ segments: [Segment]) { self.segments = segments }

  /// Reads the text form; nil when the text does not start with `/`, has an odd number of segments, an empty one, or a
  /// bad percent escape.
  public init?(_ text: String) {
    guard text.utf8.first == UInt8(ascii: "/") else { return nil }
    let parts = text.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.isEmpty, parts.count.isMultiple(of: 2) else { return nil }
    var segments: [Segment] = []
    for i in stride(from: 0, to: parts.count, by: 2) {
      guard let entity = PercentEncoding.decode(parts[i]), let key = PercentEncoding.decode(parts[i + 1]),
        !entity.isEmpty, !key.isEmpty
      else { return nil }
      segments.append(Segment(entity: entity, key: key))
    }
    self.segments = segments
  }

  /// The path one step up, or nil for a root.
  public var parent: EntityPath? { segments.count > 1 ? EntityPath(Array(segments.dropLast())) : nil }

  /// The entity that the path names.
  public var entity: String { segments.last?.entity ?? "" }

  /// True when `self` is `ancestor` or lies below it.
  public func isWithin(_ ancestor: EntityPath) -> Bool { segments.starts(with: ancestor.segments) }
}

extension EntityPath: CustomStringConvertible {
  /// The text form, keys percent-encoded.
  public var description: String {
    segments.map { "/\($0.entity)/\(PercentEncoding.encode($0.key))" }.joined()
  }
}

extension EntityPath: JSONCodable {
  public static var blank: EntityPath { EntityPath([]) }

  public static func decode(from reader: inout JSONReader) -> EntityPath {
    let start = reader.offset
    let text = reader.string()
    guard reader.failure == nil else { return blank }
    guard let path = EntityPath(text) else {
      reader.fail(.invalidValue, at: start)
      return blank
    }
    return path
  }

  public func encode(to writer: inout JSONWriter) { description.encode(to: &writer) }
}

/// Percent-encoded text (RFC 3986 §2.1), as segments of paths and queries have it.
package enum PercentEncoding {
  /// Escapes everything but unreserved characters.
  package static func encode(_ text: String) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        out.append(byte)
      default:
        out.append(UInt8(ascii: "%"))
        out.append(hexDigit(byte >> 4))
        out.append(hexDigit(byte & 15))
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  /// - Returns: nil for a bad escape, or what is not UTF-8.
  package static func decode(_ text: some StringProtocol) -> String? {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    var out: [UInt8] = []
    var bytes = text.utf8.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "%") else {
        out.append(byte)
        continue
      }
      guard let high = bytes.next().flatMap(nibble), let low = bytes.next().flatMap(nibble) else { return nil }
      out.append(high << 4 | low)
    }
    return String(validating: out, as: UTF8.self)
  }

  private static func hexDigit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 48 + nibble : 55 + nibble }

  private static func nibble(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }
}
