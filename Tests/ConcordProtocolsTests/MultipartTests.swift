import ConcordProtocols
import Testing

@Suite struct MultipartTests {
  /// What a form holds, as lines; the bytes are given in pieces of these sizes, over and over.
  static func read(_ text: String, boundary: String = "B", cuts: [Int] = [.max]) -> [String] {
    read(Array(text.utf8), boundary: boundary, cuts: cuts)
  }

  static func read(_ bytes: [UInt8], boundary: String = "B", cuts: [Int]) -> [String] {
    var parser = MultipartParser(boundary: boundary)
    var lines: [String] = []
    var content: [UInt8] = []
    var start = 0
    var turn = 0
    while start < bytes.count {
      let size = max(1, min(cuts[turn % cuts.count], bytes.count - start))
      turn += 1
      let piece = Array(bytes[start..<start + size])
      start += size
      let goesOn = piece.withUnsafeBytes { piece in
        var used = 0
        while true {
          switch parser.next(piece, from: &used) {
          case .needsInput: return true
          case .part(let head): lines.append("\(head.name) \(head.filename ?? "-") \(head.contentType)")
          case .bytes(let range): content += piece[range]
          case .delimiterBytes(let range): content += parser.delimiter[range]
          case .partEnd:
            lines.append(String(decoding: content, as: UTF8.self))
            content = []
          case .end: lines.append("end")
          case .failure(let reason):
            lines.append("failure: \(reason)")
            return false
          }
        }
      }
      if !goesOn { break }
    }
    return lines
  }

  static let form =
    "preamble\r\n--B\r\nContent-Disposition: form-data; name=\"form\"\r\nContent-Type: application/json\r\n\r\n{\"a\":1}\r\n--B  \r\n"
    + "content-disposition: form-data; filename=\"C:\\\\x\\\\m.zip\"; name=bundle\r\nX-Other: 1\r\n\r\n"
    + "\r\n\r\r\n-\r\n--A\r\n--\r\n\r\n--B--\r\nepilogue"
  static let parts = [
    "form - application/json", "{\"a\":1}", "bundle m.zip text/plain", "\r\n\r\r\n-\r\n--A\r\n--\r\n", "end",
  ]

  @Test func readsParts() { #expect(Self.read(Self.form) == Self.parts) }

  @Test(arguments: 1...40) func anyCutGivesTheSameParts(size: Int) {
    #expect(Self.read(Self.form, cuts: [size]) == Self.parts)
    #expect(Self.read(Self.form, cuts: [size, 1, 7]) == Self.parts)
  }

  /// RFC 2046 §5.1.1: the line break before a boundary is the boundary's, also that of the empty line behind the headers.
  @Test(arguments: [1, 2, 5, 1000]) func aPartWithoutContentMayEndWithItsHeaders(size: Int) {
    let head = "--B\r\nContent-Disposition: form-data; name=a\r\n\r\n"
    #expect(Self.read(head + head + "--B--", cuts: [size]) == ["a - text/plain", "", "a - text/plain", "", "end"])
    for content in ["-", "--", "--A", "-\r\n--A", "\r"] {
      #expect(Self.read("\(head)\(content)\r\n--B--", cuts: [size]) == ["a - text/plain", content, "end"])
    }
  }

  /// A slash with a combining mark is one character to Swift, and a slash to the system.
  @Test func namesOfFilesLoseTheirFolders() {
    for (name, expected) in [
      ("a/b.txt", "b.txt"), ("C:\\\\x\\\\m.zip", "m.zip"), ("../\u{301}b", "\u{301}b"), ("a\\\\\u{301}b", "\u{301}b"),
      ("a/", "a"), ("/", "-"),
    ] {
      let form = "--B\r\nContent-Disposition: form-data; name=x; filename=\"\(name)\"\r\n\r\n\r\n--B--\r\n"
      #expect(Self.read(form).first == "x \(expected) text/plain", "\(name)")
    }
  }

  /// Forms made by chance, of pieces that look like boundaries, come back whole however they are cut.
  @Test func whatIsWrittenIsRead() {
    var random = SplitMix(state: 41)
    let bits: [[UInt8]] = ["\r", "\n", "\r\n", "-", "--", "--B", "\r\n--", "\r\n--X", "B", "x", "\0", "\r\n-"].map {
      Array($0.utf8)
    }
    for _ in 0..<300 {
      var form: [UInt8] = []
      var expected: [String] = []
      for number in 0..<Int.random(in: 0...3, using: &random) {
        var content: [UInt8] = []
        for _ in 0..<Int.random(in: 0...20, using: &random) {
          content += bits.randomElement(using: &random) ?? []
        }
        // A boundary inside would end the part.
        if (Array("\r\n".utf8) + content).contains(Array("\r\n--B".utf8)) { content = [] }
        form += Array("\r\n--B\r\nContent-Disposition: form-data; name=\"p\(number)\"\r\n\r\n".utf8) + content
        expected += ["p\(number) - text/plain", String(decoding: content, as: UTF8.self)]
      }
      form += Array("\r\n--B--".utf8)
      expected.append("end")
      let cuts = (0..<5).map { _ in Int.random(in: 1...30, using: &random) }
      #expect(Self.read(form, cuts: cuts) == expected)
    }
  }

  @Test(arguments: [
    ("--B\r\n\r\nx\r\n--B--", "a part has no Content-Disposition"),
    ("--B\r\nContent-Disposition: form-data\r\n\r\n", "a part's Content-Disposition has no name"),
    ("--B\r\nContent-Disposition: attachment; name=a\r\n\r\n", "a part's Content-Disposition is not form-data"),
    (
      "--B\r\nContent-Disposition: form-data; name=\"a\r\n\r\n",
      "a part's Content-Disposition has a quote that does not end"
    ),
    ("--B\r\nContent-Disposition: form-data; name=a; name=b\r\n\r\n", "a part's Content-Disposition says 'name' twice"),
    ("--B\r\nContent-Disposition: form-data; name=a\n\r\n", "a line of a part's headers does not end with CR LF"),
    ("--B\r\nno header\r\n\r\n", "a line of a part's headers has no name"),
    (
      "--B\r\nContent-Disposition: form-data; name=a\r\nContent-Transfer-Encoding: base64\r\n\r\n",
      "a part is encoded as 'base64', which is not read"
    ),
    ("--Bx\r\n", "behind a boundary stands neither CR LF nor two dashes"),
    ("--B-x\r\n", "behind a boundary stands neither CR LF nor two dashes"),
  ]) func wrongFormsAreNamed(form: String, reason: String) {
    #expect(Self.read(form) == ["failure: \(reason)"])
    #expect(Self.read(form, cuts: [1]) == ["failure: \(reason)"])
  }

  @Test func headersAndPaddingAreBounded() {
    let long = String(repeating: "x", count: 9000)
    #expect(Self.read("--B\r\nX: \(long)") == ["failure: a part's headers are longer than 8192 bytes"])
    #expect(Self.read(long) == ["failure: the form does not begin with its boundary"])
    #expect(Self.read("--B--\(long)") == ["end", "failure: there is more behind the last boundary"])
    #expect(Self.read("--B" + String(repeating: " ", count: 9000)) == ["failure: a boundary's line is too long"])
  }

  @Test(arguments: [
    ("name=\"a\"; filename=\"x \\\"y\\\".txt\"", "a x \"y\".txt"), ("name=\"a%22b\"", "a\"b -"),
    ("filename=\"../../etc/passwd\"; name=a", "a passwd"), ("name=a; filename=\"\"", "a -"),
    ("name=\"ä ö\"; filename=\"/\"", "ä ö -"),
  ]) func namesAreRead(parameters: String, expected: String) {
    let form = "--B\r\nContent-Disposition: form-data; \(parameters)\r\n\r\n"
    #expect(Self.read(form) == ["\(expected) text/plain"])
  }
}
