import CUV

/// A failure of the system below: what was attempted, and what the system said.
public struct TransportError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Code: Sendable, Equatable {
    /// Another program listens on the address.
    case addressInUse
    case permissionDenied
    case connectionRefused
    case unknownHost
    case timeout
    /// A certificate or key cannot be used, the other end's is not trusted, or it does not speak TLS.
    case tls
    /// An answer is longer than the caller takes.
    case tooLarge
    /// What the other end sent is not the protocol that was agreed on.
    case malformed
    /// The event loop or the connection is closed.
    case closed
    case other
  }

  public var code: Code
  /// A sentence with the address, port or limit that it is about.
  public var description: String

  public init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  /// From a negative libuv status.
  init(_ status: Int32, _ attempt: String) {
    let text = String(cString: uv_strerror(status))
    let code: Code =
      switch status {
      case UV_EADDRINUSE.rawValue: .addressInUse
      case UV_EACCES.rawValue, UV_EPERM.rawValue: .permissionDenied
      case UV_ECONNREFUSED.rawValue: .connectionRefused
      case UV_EAI_NONAME.rawValue, UV_EAI_NODATA.rawValue, UV_EAI_AGAIN.rawValue, UV_EAI_FAIL.rawValue: .unknownHost
      case UV_ETIMEDOUT.rawValue: .timeout
      default: .other
      }
    self.init(code, "\(attempt): \(text)")
  }
}
