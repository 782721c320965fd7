import CHTTPParser
package import ConcordProtocols

/// Reads one HTTP/1.1 request or response head with http-parser, from pieces cut anywhere. What http-parser lets through
/// in a request and a server should not, `HTTPLineScanner` refuses.
///
/// Invariant: `parser` lives as long as this object; its `data` points back only while `read` runs, so it cannot dangle.
/// The parser is behind a pointer because its callbacks pause it while it runs.
package final class HTTPHeadReader {
  package enum Result {
    case needsInput
    /// The head is complete; so many bytes of the last piece belong to it.
    case request(HTTPRequestHead, used: Int)
    case response(HTTPResponseHead, used: Int)
    /// The head is longer than the limit.
    case tooLong
    /// Not HTTP/1.1; the text says why.
    case malformed(String)
  }

  private let parser = UnsafeMutablePointer<http_parser>.allocate(capacity: 1)
  private let maxBytes: Int
  /// Of a request; servers are answered by too many kinds of programs to insist on their manners.
  private var lines: HTTPLineScanner?
  private var readBytes = 0
  private var target: [UInt8] = []
  private var name: [UInt8] = []
  private var value: [UInt8] = []
  private var isInValue = false
  private var fields: [HTTPHeaders.Field] = []
  private var isComplete = false

  package init(requests: Bool, maxBytes: Int) {
    self.maxBytes = maxBytes
    lines = requests ? .requestHead : nil
    http_parser_init(parser, requests ? HTTP_REQUEST : HTTP_RESPONSE)
  }

  deinit { parser.deallocate() }

  /// Takes the next piece; not to be called again once it gave anything but `.needsInput`.
  package func read(_ bytes: UnsafeRawBufferPointer) -> Result {
    var settings = http_parser_settings()
    http_parser_settings_init(&settings)
    settings.on_url = { reader($0)?.url($1, $2) ?? 1 }
    settings.on_header_field = { reader($0)?.fieldName($1, $2) ?? 1 }
    settings.on_header_value = { reader($0)?.fieldValue($1, $2) ?? 1 }
    settings.on_headers_complete = { reader($0)?.complete() ?? 1 }

    // No more than the limit is parsed, so a head that is too long is known as such and never stored.
    let piece = UnsafeRawBufferPointer(rebasing: bytes.prefix(maxBytes - readBytes + 1))
    var scanned = 0
    let scan = lines?.scan(piece, from: &scanned)
    if case .wrong(let reason) = scan { return .malformed(reason) }
    parser.pointee.data = Unmanaged.passUnretained(self).toOpaque()
    let used = http_parser_execute(
      parser, &settings, piece.baseAddress?.assumingMemoryBound(to: CChar.self), piece.count)
    parser.pointee.data = nil
    readBytes += used

    // Paused by `complete`, http-parser has not counted the last byte of the head.
    if let scan, isComplete != (scan == .end) || (isComplete && scanned != used + 1) {
      let error = http_errno(parser.pointee.http_errno)
      return .malformed(isComplete ? "its end is not clear" : String(cString: http_errno_description(error)))
    }
    if isComplete, readBytes < maxBytes { return head(used + 1) }
    if isComplete || readBytes > maxBytes { return .tooLong }
    let error = http_errno(parser.pointee.http_errno)
    if error == HPE_CB_header_value { return .malformed("a header value holds a line break or a zero byte") }
    guard error == HPE_OK else {
      return error == HPE_HEADER_OVERFLOW ? .tooLong : .malformed(String(cString: http_errno_description(error)))
    }
    return .needsInput
  }

  private func head(_ used: Int) -> Result {
    finishField()
    let headers = HTTPHeaders(fields)
    if parser.pointee.type == HTTP_RESPONSE.rawValue {
      return .response(HTTPResponseHead(status: Int(parser.pointee.status_code), headers: headers), used: used)
    }
    let method = String(cString: http_method_str(http_method(parser.pointee.method)))
    let version = HTTPVersion(Int(parser.pointee.http_major), Int(parser.pointee.http_minor))
    let target = String(decoding: target, as: UTF8.self)
    return .request(HTTPRequestHead(method: method, target: target, version: version, headers: headers), used: used)
  }

  // MARK: Callbacks

  private func url(_ at: UnsafePointer<CChar>?, _ count: Int) -> Int32 {
    target.append(contentsOf: UnsafeRawBufferPointer(start: at, count: count))
    return 0
  }

  private func fieldName(_ at: UnsafePointer<CChar>?, _ count: Int) -> Int32 {
    if isInValue { finishField() }
    name.append(contentsOf: UnsafeRawBufferPointer(start: at, count: count))
    return 0
  }

  private func fieldValue(_ at: UnsafePointer<CChar>?, _ count: Int) -> Int32 {
    isInValue = true
    let piece = UnsafeRawBufferPointer(start: at, count: count)
    // http-parser lets them through in some headers; they are to be refused (RFC 9110 §5.5).
    guard !piece.contains(where: { $0 == 0 || $0 == 0x0D || $0 == 0x0A }) else { return 1 }
    value.append(contentsOf: piece)
    return 0
  }

  private func finishField() {
    guard !name.isEmpty else { return }
    fields.append(HTTPHeaders.Field(String(decoding: name, as: UTF8.self), trimmed(value)))
    name = []
    value = []
    isInValue = false
  }

  private func trimmed(_ value: [UInt8]) -> String {
    let end = value.lastIndex { $0 != 0x20 && $0 != 0x09 }.map { $0 + 1 } ?? 0
    return String(decoding: value[..<end], as: UTF8.self)
  }

  /// Stops the parser where the head ends: what follows is not HTTP, or a body that nobody here reads.
  private func complete() -> Int32 {
    isComplete = true
    http_parser_pause(parser, 1)
    return 0
  }
}

private func reader(_ parser: UnsafeMutablePointer<http_parser>?) -> HTTPHeadReader? {
  parser?.pointee.data.map { Unmanaged<HTTPHeadReader>.fromOpaque($0).takeUnretainedValue() }
}
