/// How the end of a message's body is found (RFC 9112 §6.3).
///
/// Where the standard leaves a recipient the choice to repair or to refuse, this refuses: a length that is said twice, or
/// in two ways, is how requests are smuggled past a proxy (§11.2).
public enum HTTPBodyLength: Sendable, Equatable {
  /// So many bytes; 0 for no body.
  case exactly(Int)
  /// In chunks that say their lengths (RFC 9112 §7.1).
  case chunked
  /// All that comes until the stream ends; responses only.
  case untilEnd

  /// - Throws: `HTTPRefusal` with 400, or 501 for a transfer coding beside `chunked`.
  public init(of request: HTTPRequestHead) throws(HTTPRefusal) {
    self = try Self.said(request.headers, isOld: request.version < .http11) ?? .exactly(0)
  }

  /// - Parameter method: of the request; a response to HEAD has no body.
  /// - Throws: `HTTPRefusal`; its status has no meaning.
  public init(of response: HTTPResponseHead, to method: String) throws(HTTPRefusal) {
    let said = try Self.said(response.headers, isOld: false)
    let hasNone = method == "HEAD" || response.status < 200 || response.status == 204 || response.status == 304
    self = hasNone ? .exactly(0) : said ?? .untilEnd
  }

  private static func said(_ headers: HTTPHeaders, isOld: Bool) throws(HTTPRefusal) -> HTTPBodyLength? {
    let lengths = headers.all("Content-Length")
    let transfer = headers.all("Transfer-Encoding")
    if !transfer.isEmpty {
      guard lengths.isEmpty else {
        throw HTTPRefusal(400, "Content-Length and Transfer-Encoding exclude each other")
      }
      guard !isOld else { throw HTTPRefusal(400, "HTTP/1.0 has no Transfer-Encoding") }
      let codings = transfer.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        .map { $0.trimmingHTTPWhitespace() }
      let chunked = codings.map { $0.equalsIgnoringASCIICase("chunked") }
      guard chunked.last == true, chunked.count(where: { $0 }) == 1 else {
        throw HTTPRefusal(
          400, "the last transfer coding has to be chunked, once, not '\(transfer.joined(separator: ", "))'")
      }
      guard codings.count == 1 else {
        throw HTTPRefusal(501, "no transfer coding but chunked is known, not '\(transfer.joined(separator: ", "))'")
      }
      return .chunked
    }
    guard let length = lengths.first else { return nil }
    guard lengths.count == 1 else { throw HTTPRefusal(400, "there is more than one Content-Length") }
    guard !length.isEmpty, length.utf8.count <= 18, length.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let count = Int(length)
    else { throw HTTPRefusal(400, "the Content-Length '\(length.prefix(40))' is not a number of bytes") }
    return .exactly(count)
  }
}
