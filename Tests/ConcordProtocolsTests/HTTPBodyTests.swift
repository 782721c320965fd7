import ConcordProtocols
import Testing

struct HTTPBodyLengthTests {
  static let lengths: [([HTTPHeaders.Field], HTTPBodyLength?)] = [
    ([], .exactly(0)), ([.init("Content-Length", "0")], .exactly(0)),
    ([.init("content-length", "123")], .exactly(123)),
    ([.init("Content-Length", "999999999999999999")], .exactly(999_999_999_999_999_999)),
    ([.init("Content-Length", "1000000000000000000")], nil), ([.init("Content-Length", "")], nil),
    ([.init("Content-Length", "1,1")], nil), ([.init("Content-Length", "١")], nil),
    ([.init("Content-Length", "1"), .init("Content-Length", "1")], nil),
    ([.init("Transfer-Encoding", "chunked")], .chunked), ([.init("Transfer-Encoding", " Chunked\t")], .chunked),
    ([.init("Transfer-Encoding", "chunked,")], nil), ([.init("Transfer-Encoding", "")], nil),
    ([.init("Transfer-Encoding", "gzip, chunked")], nil), ([.init("Transfer-Encoding", "chunked;q=1")], nil),
    ([.init("Transfer-Encoding", "chunked"), .init("Content-Length", "1")], nil),
  ]

  @Test(arguments: lengths.indices)
  func aRequestSaysItOnce(_ index: Int) {
    let (fields, length) = Self.lengths[index]
    let request = HTTPRequestHead(method: "POST", target: "/", headers: HTTPHeaders(fields))
    #expect((try? HTTPBodyLength(of: request)) == length)
  }

  @Test func aResponseHasWhatItsRequestAndStatusAllow() throws {
    let long: HTTPHeaders = ["Content-Length": "5"]
    for (status, method, headers, length) in [
      (200, "GET", long, HTTPBodyLength.exactly(5)), (200, "HEAD", long, .exactly(0)), (204, "GET", long, .exactly(0)),
      (304, "GET", long, .exactly(0)), (100, "GET", long, .exactly(0)), (200, "GET", [:], .untilEnd),
      (200, "GET", ["Transfer-Encoding": "chunked"], .chunked),
    ] {
      #expect(try HTTPBodyLength(of: HTTPResponseHead(status: status, headers: headers), to: method) == length)
    }
  }
}

struct HTTPBodyReaderTests {
  /// All of the body in pieces of `size` bytes, and what came last with the position behind it.
  private func read(_ text: String, _ length: HTTPBodyLength, _ size: Int) -> (String, HTTPBodyReader.Event, Int) {
    var reader = HTTPBodyReader(length)
    let bytes = Array(text.utf8)
    var body: [UInt8] = []
    var last = HTTPBodyReader.Event.needsInput
    var start = 0
    while start < bytes.count {
      let piece = Array(bytes[start..<min(bytes.count, start + size)])
      var used = 0
      piece.withUnsafeBytes { piece in
        reading: while true {
          last = reader.next(piece, from: &used)
          switch last {
          case .bytes(let range): body += piece[range]
          case .needsInput, .end, .failure: break reading
          }
        }
      }
      if last != .needsInput { return (String(decoding: body, as: UTF8.self), last, start + used) }
      start += piece.count
    }
    return (String(decoding: body, as: UTF8.self), last, start)
  }

  @Test(arguments: 1...40)
  func aBodyIsTheSameWhereverItIsCut(_ size: Int) {
    let chunks = "4\r\nWiki\r\n5;a=\"b\"\r\npedia\r\n00e\r\n in\r\n\r\nchunks.\r\n000\r\nA: b\r\nC:\r\n\r\n"
    #expect(read(chunks + "GET", .chunked, size) == ("Wikipedia in\r\n\r\nchunks.", .end, chunks.utf8.count))
    #expect(read("hello, world", .exactly(5), size) == ("hello", .end, 5))
    #expect(read("hello", .exactly(6), size) == ("hello", .needsInput, 5))
    #expect(read("hello", .untilEnd, size) == ("hello", .needsInput, 5))
    #expect(read("0\r\n\r\nx", .chunked, size) == ("", .end, 5))
    #expect(read("2\r\nabc", .chunked, size) == ("ab", .failure("a chunk is longer than its size says"), 5))
    #expect(read("7fffffffffffffff\r\n", .chunked, size).1 == .failure("a chunk's size has more than 15 digits"))
  }
}

struct HTTPLineScannerTests {
  @Test(arguments: 1...30)
  func linesAreTheSameWhereverTheyAreCut(_ size: Int) {
    func scan(_ text: String) -> (HTTPLineScanner.Result, Int) {
      var scanner = HTTPLineScanner.requestHead
      let bytes = Array(text.utf8)
      var result = HTTPLineScanner.Result.needsInput
      var total = 0
      while total < bytes.count, result == .needsInput {
        var used = 0
        Array(bytes[total..<min(bytes.count, total + size)]).withUnsafeBytes { result = scanner.scan($0, from: &used) }
        total += used
      }
      return (result, total)
    }
    let head = "\r\nGET /x HTTP/1.1\r\nA:\r\nB:\t é \r\n\r\n"
    #expect(scan(head + "\n\n") == (.end, head.utf8.count))
    #expect(scan("GET /x HTTP/1.1\r\nA: b\r\n") == (.needsInput, 23))
    #expect(scan("GET /x HTTP/1.1\r\nA: b\n").0 == .wrong("a line ends without CR"))
  }
}

struct HTTPClientRequestTests {
  @Test func whatIsSent() throws {
    let post = try HTTPClientRequest(
      method: "POST", url: "https://[::1]:8443/a?b=c", headers: ["X-Name": "é"], body: Array("hi".utf8))
    #expect(
      String(decoding: post.bytes, as: UTF8.self)
        == "POST /a?b=c HTTP/1.1\r\nHost: [::1]:8443\r\nConnection: close\r\nX-Name: é\r\nContent-Length: 2\r\n\r\nhi")
    #expect(post.isSecure && post.host == "::1" && post.port == 8443 && post.place == "https://[::1]:8443/a")
    let empty = try HTTPClientRequest(method: "PUT", url: "http://a", headers: [:], body: [])
    #expect(
      String(decoding: empty.bytes, as: UTF8.self)
        == "PUT / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
  }
}
