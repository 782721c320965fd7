/// A file that came as a part of a multipart request. The server keeps it until the handler is done, and deletes it then: what
/// shall last is copied or moved.
public struct UploadedFile: Sendable, Equatable {
  /// The name that the sender gave it, without folders; nil when it gave none. It may hold anything else: never open a
  /// path that is made of it.
  public let name: String?
  /// What the sender says that it is (RFC 9110 §8.3): `application/zip`.
  public let contentType: String
  /// Where the server keeps it.
  public let path: String
  /// In bytes.
  public let size: Int

  public init(name: String?, contentType: String = "application/octet-stream", path: String, size: Int) {
    self.name = name
    self.contentType = contentType
    self.path = path
    self.size = size
  }
}
