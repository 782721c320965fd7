/// Where an operation is reached over HTTP, and how its request and response look; the contract's `http:`.
///
/// Path parameters name members of the input. What is left of the input is in the query of GET and DELETE, else in the body:
/// JSON, or the parts of a multipart form (RFC 7578). Of a multipart request, what is neither in the path nor a part is
/// in the query.
public struct HTTPRoute: Sendable, Equatable {
  /// RFC 9110 §9.3, RFC 5789.
  public enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"

    /// Whether the input that is not in the path travels in a body.
    public var hasBody: Bool { self != .get && self != .delete }
  }

  /// A piece of the path between two slashes.
  public enum Segment: Sendable, Equatable {
    case literal(String)
    /// The wire name of a member of the input; its value is percent-encoded in requests (RFC 3986 §2.1).
    case parameter(String)
  }

  /// A part of a multipart body.
  public enum Part: Sendable, Equatable {
    /// A file of any size.
    case file(String)
    /// JSON: the member of the input with this name.
    case json(String)

    /// The part's name in the form.
    public var name: String {
      switch self {
      case .file(let name), .json(let name): name
      }
    }
  }

  public let method: Method
  public let path: [Segment]
  /// The status of a success, 200 to 299.
  public let status: Int
  /// Whether a request may carry the header `Idempotency-Key`, and is then answered once, however often it comes.
  public let takesIdempotencyKey: Bool
  /// The parts of a multipart body; empty when the body is JSON.
  public let parts: [Part]

  /// - Parameter path: `/deployments/{id}`: literal segments, and parameters in braces.
  public init(
    _ method: Method, _ path: String, status: Int = 200, idempotencyKey: Bool = false, parts: [Part] = []
  ) {
    self.method = method
    self.path = path.split(separator: "/").map { segment in
      segment.hasPrefix("{") ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
    }
    self.status = status
    takesIdempotencyKey = idempotencyKey
    self.parts = parts
  }

  /// The names of the parameters, in the order of the path.
  public var parameters: [String] {
    path.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
  }

  /// The names of the parts that are files: an input alone does not carry them.
  public var files: [String] { parts.compactMap { if case .file(let name) = $0 { name } else { nil } } }
}

extension HTTPRoute: CustomStringConvertible {
  /// `GET /deployments/{id}`
  public var description: String {
    let segments = path.map { segment in
      switch segment {
      case .literal(let text): "/" + text
      case .parameter(let name): "/{\(name)}"
      }
    }
    return "\(method.rawValue) \(segments.isEmpty ? "/" : segments.joined())"
  }
}
