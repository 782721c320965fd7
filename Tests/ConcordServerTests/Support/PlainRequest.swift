import Glibc

struct RequestFailed: Error {}

/// One blocking HTTP/1.1 request on a socket of its own; gives the status of the response.
func plainRequest(_ port: Int, _ path: String, headers: String = "") throws -> Int {
  let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(descriptor) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(port).bigEndian
  address.sin_addr.s_addr = inet_addr("127.0.0.1")
  let connected = withUnsafePointer(to: &address) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
    }
  }
  guard connected == 0 else { throw RequestFailed() }
  let request = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\(headers)\r\n"
  guard send(descriptor, request, request.utf8.count, 0) == request.utf8.count else { throw RequestFailed() }
  var bytes = [UInt8](repeating: 0, count: 4096)
  let count = recv(descriptor, &bytes, bytes.count, 0)
  guard count > 12, let status = Int(String(decoding: bytes[9..<12], as: UTF8.self)) else { throw RequestFailed() }
  return status
}
