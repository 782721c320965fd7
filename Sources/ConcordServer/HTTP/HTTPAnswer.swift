import ConcordCore
import ConcordProtocols

/// What travels back over HTTP.
enum HTTPAnswer {
  /// An error as a problem (RFC 9457), with the members that it has on a socket.
  static func problem(_ error: ConcordError, allow methods: [String] = []) -> HTTPResponse {
    problem(error, status: error.code.httpStatus, allow: methods)
  }

  /// An error that HTTP has a status of its own for.
  static func problem(_ error: ConcordError, status: Int, allow methods: [String] = []) -> HTTPResponse {
    var writer = JSONWriter(capacity: 512)
    writer.beginObject()
    writer.write("\"type\":", "about:blank")
    writer.write("\"title\":", HTTPResponse.reason(status))
    writer.write("\"status\":", status)
    writer.write("\"detail\":", error.message)
    writer.write("\"code\":", error.code.text)
    writer.writeIfPresent("\"field\":", error.field)
    writer.writeIfPresent("\"content\":", error.content)
    writer.endObject()
    var response = HTTPResponse(status: status, body: writer.array())
    response.headers.append("Content-Type", "application/problem+json")
    response.headers.append("Cache-Control", "no-store")
    // RFC 9110 §11.6.1 and §15.5.6.
    if status == 401 { response.headers.append("WWW-Authenticate", "Bearer") }
    if status == 405 { response.headers.append("Allow", methods.joined(separator: ", ")) }
    if error.code == .overloaded || error.code == .draining { response.headers.append("Retry-After", "1") }
    if error.code == .draining { response.headers.append("Connection", "close") }
    return response
  }

  /// The output of an operation.
  ///
  /// - Parameter json: the output.
  static func success(_ json: [UInt8], _ reply: Reply, to request: HTTPRequestHead, location: String?) -> HTTPResponse {
    let status = reply.route.http?.status ?? 200
    var response = HTTPResponse(status: status)
    // RFC 9110 §15.3.5 and §15.3.6.
    if status != 204, status != 205 {
      response.headers.append("Content-Type", "application/json")
      response.body = json
    }
    if let location { response.headers.append("Location", location) }
    guard reply.route.kind == .get, let revision = reply.mark.revision else {
      response.headers.append("Cache-Control", "no-store")
      return response
    }
    let tag = entityTag(revision, json)
    response.headers.append("ETag", tag)
    // Browsers may keep it for their user, and ask every time.
    response.headers.append("Cache-Control", "private, no-cache")
    if matches(request.headers, tag) {
      response.status = 304
      response.body = []
      response.headers.fields.removeAll { $0.name == "Content-Type" }
    }
    return response
  }

  /// The revision, and a sum of the bytes: a handler may have added what no revision knows of.
  private static func entityTag(_ revision: Int, _ json: [UInt8]) -> String {
    // FNV-1a, 64 bits.
    var sum: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in json { sum = (sum ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return "\"\(revision)-\(String(sum, radix: 16))\""
  }

  /// `If-None-Match` (RFC 9110 §13.1.2): weak comparison.
  private static func matches(_ headers: HTTPHeaders, _ tag: String) -> Bool {
    headers.all("If-None-Match").contains { value in
      value.split(separator: ",").contains { candidate in
        let candidate = candidate.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
        return candidate == "*" || candidate == tag || candidate == "W/\(tag)"
      }
    }
  }
}
