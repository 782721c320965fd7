/// A `ws:` or `wss:` URL (RFC 6455 §3).
public struct WebSocketURL: Sendable, Hashable, CustomStringConvertible {
  private let parts: ServerURL

  /// - Throws: `WebSocketURLError` that names the part that is wrong.
  public init(_ text: String) throws(WebSocketURLError) {
    do throws(ServerURL.Problem) {
      parts = try ServerURL(text, plain: "ws", secure: "wss")
    } catch {
      throw WebSocketURLError(url: text, reason: error.reason)
    }
  }

  public var isSecure: Bool { parts.isSecure }
  /// A name or an address; IPv6 without brackets.
  public var host: String { parts.host }
  public var port: Int { parts.port }
  /// Path and query as they go into the request line.
  public var target: String { parts.target }
  /// The `Host` header: the port is left out when it is the scheme's own.
  public var authority: String { parts.authority }

  public var description: String { (isSecure ? "wss://" : "ws://") + authority + target }
}

/// Why a text is no WebSocket URL.
public struct WebSocketURLError: Error, Sendable, Equatable, CustomStringConvertible {
  public var url: String
  public var reason: String

  public var description: String { "'\(url)' is not a WebSocket URL: \(reason)" }
}
