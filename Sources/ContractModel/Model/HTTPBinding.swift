/// Where an operation is reached over HTTP: `http: POST /deployments`.
///
/// Path parameters name fields of the input. What is left of the input travels in the query with GET and DELETE, else in
/// the body: as JSON, or as the parts of `multipart`. Of a multipart operation, what is neither in the path nor a part
/// (the keys of ancestors) travels in the query.
public struct HTTPBinding: Sendable {
  public enum Method: String, Sendable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"

    /// Whether a request with this method has a body of ours (RFC 9110 §9.3).
    public var hasBody: Bool { self != .get && self != .delete }
  }

  /// A piece of the path between two slashes.
  public enum Segment: Sendable, Hashable {
    case literal(String)
    /// `{id}`: the wire name of a field of the input.
    case parameter(String)
  }

  /// A part of `multipart: { bundle: file, form: DeployForm }` (RFC 7578).
  public struct Part: Sendable {
    public enum Content: Sendable, Hashable {
      /// A file of any size, streamed to disk.
      case file
      /// JSON of this type.
      case json(TypeReference)
    }

    public var name: String
    public var swiftName: String
    public var content: Content
    public var position: SourcePosition

    public init(name: String, swiftName: String, content: Content, position: SourcePosition) {
      self.name = name
      self.swiftName = swiftName
      self.content = content
      self.position = position
    }
  }

  public var method: Method
  public var path: [Segment]
  /// The status of a success: as written, else 201 for `create`, 204 without an output, 200.
  public var status: Int
  /// Whether the header `Idempotency-Key` is read, so that a repeated request is answered once: of forms, and where the
  /// contract says so.
  public var takesIdempotencyKey: Bool
  /// The parts of a multipart body; empty: the body is JSON.
  public var parts: [Part]
  /// Where `http` is written.
  public var position: SourcePosition
  public var places = Places()

  /// Where the rest is written.
  public struct Places: Sendable {
    /// Of each segment of the path, in order; empty where it is not one line of text.
    public var path: [SourcePosition] = []
    /// Of the key `status`, where it is written.
    public var status: SourcePosition?
    /// Of the key `idempotency-key`.
    public var idempotencyKey: SourcePosition?
    /// Of the key `multipart`.
    public var multipart: SourcePosition?

    public init() {}
  }

  public init(
    method: Method, path: [Segment], status: Int, takesIdempotencyKey: Bool = false, parts: [Part] = [],
    position: SourcePosition
  ) {
    self.method = method
    self.path = path
    self.status = status
    self.takesIdempotencyKey = takesIdempotencyKey
    self.parts = parts
    self.position = position
  }

  /// The path as it is written: `/deployments/{id}`.
  public var pathText: String {
    path.isEmpty
      ? "/"
      : path.map {
        switch $0 {
        case .literal(let text): "/" + text
        case .parameter(let name): "/{\(name)}"
        }
      }.joined()
  }

  /// `GET /deployments/{id}`
  public var text: String { "\(method.rawValue) \(pathText)" }

  /// The segment at an index.
  public func place(of index: Int) -> SourcePosition {
    places.path.indices.contains(index) ? places.path[index] : position
  }

  /// The fields that the path carries.
  public var parameters: [String] {
    path.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
  }
}
