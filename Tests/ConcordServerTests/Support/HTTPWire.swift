import ConcordCore
import ConcordTransport
import Glibc

/// A response, taken apart by hand.
struct WireResponse: Sendable {
  var status: Int
  var headers: [(name: String, value: String)]
  var body: [UInt8]

  subscript(name: String) -> String? { headers.first { $0.name == name }?.value }
  var text: String { String(decoding: body, as: UTF8.self) }
  var json: JSONValue? { try? JSON.decode(JSONValue.self, from: body) }

  /// Status, code and field of a problem; `NOT_FOUND 404`, `INVALID_INPUT 400 page`.
  var problem: String {
    guard self["content-type"] == "application/problem+json", let code = json?["code"]?.string else {
      return "no problem: \(status)"
    }
    return "\(code) \(json?["status"]?.int ?? 0)\(json?["field"]?.string.map { " \($0)" } ?? "")"
  }
}

/// A blocking connection that speaks HTTP/1.1 byte by byte.
///
/// Invariant (`@unchecked Sendable`): one request at a time.
final class HTTPWire: @unchecked Sendable {
  private let descriptor: Int32
  private let host: String
  private var buffer: [UInt8] = []

  init(_ port: Int) throws {
    host = "127.0.0.1:\(port)"
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw RequestFailed() }
  }

  deinit { close(descriptor) }

  /// Ends both directions.
  func end() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  /// Sends bytes as they are.
  func send(_ bytes: [UInt8]) throws {
    var start = 0
    while start < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress.map { $0 + start }, bytes.count - start, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { throw RequestFailed() }
      start += count
    }
  }

  /// The head of a request, its body and the length of that.
  func bytes(_ method: String, _ target: String, _ headers: [String], _ body: [UInt8]?) -> [UInt8] {
    var lines = ["\(method) \(target) HTTP/1.1", "Host: \(host)"] + headers
    if let body { lines.append("Content-Length: \(body.count)") }
    return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (body ?? [])
  }

  func send(_ method: String, _ target: String, _ headers: [String] = [], _ body: [UInt8]? = nil) throws {
    try send(bytes(method, target, headers, body))
  }

  /// Reads one response; that to HEAD has no body.
  func receive(toHead: Bool = false) throws -> WireResponse {
    var end: Int?
    while end == nil {
      end = buffer.indices.dropLast(3).first { buffer[$0] == 13 && buffer[$0...].starts(with: [13, 10, 13, 10]) }
      if end == nil { try fill() }
    }
    let headEnd = end ?? 0
    let lines = String(decoding: buffer[..<headEnd], as: UTF8.self).split(separator: "\r\n")
    buffer.removeFirst(headEnd + 4)
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
      throw RequestFailed()
    }
    var response = WireResponse(status: status, headers: [], body: [])
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { throw RequestFailed() }
      response.headers.append(
        (line[..<colon].lowercased(), String(line[line.index(after: colon)...].drop { $0 == " " })))
    }
    let length = toHead ? 0 : response["content-length"].flatMap { Int($0) } ?? 0
    while buffer.count < length { try fill() }
    response.body = Array(buffer.prefix(length))
    buffer.removeFirst(length)
    return response
  }

  private func fill() throws {
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { throw RequestFailed() }
    buffer += bytes[..<count]
  }
}

extension TestServer {
  /// One request on a connection of its own.
  func http(
    _ method: String, _ target: String, _ headers: [String] = [], body: String? = nil
  ) async throws -> WireResponse {
    try await http(method, target, headers, bytes: body.map { Array($0.utf8) })
  }

  func http(_ method: String, _ target: String, _ headers: [String] = [], bytes: [UInt8]?) async throws -> WireResponse
  {
    try await blocking { port in
      let wire = try HTTPWire(port)
      try wire.send(method, target, headers, bytes)
      return try wire.receive(toHead: method == "HEAD")
    }
  }
}
