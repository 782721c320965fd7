import ConcordProtocols
public import FuzzTarget

/// Forms with files (RFC 7578), as a server reads them.
///
/// The first byte of an input says how the rest is cut. However it is cut, the same parts are found, with the same content; no
/// content holds the boundary, no name of a file a folder; and the parts, written again, read the same.
public struct MultipartFuzz: FuzzTarget {
  private static let boundary = "B"

  public init() {}

  public func breach(_ bytes: [UInt8]) -> String? {
    guard bytes.count > 1 else { return nil }
    let form = Array(bytes[1...])
    do throws(Breach) {
      let whole = try read([form])
      try hold(whole.parts.reduce(0) { $0 + $1.content.count } <= form.count, "there is more content than form")
      for part in whole.parts { try check(part) }
      let single = try read(form.map { [$0] })
      try hold(whole == single, "whole \(whole), byte by byte \(single)")
      let cut = try read(pieces(of: form, seed: UInt64(bytes[0])))
      try hold(whole == cut, "whole \(whole), in pieces \(cut)")
      try checkWritten(whole.parts.filter(\.isComplete))
      return nil
    } catch {
      return error.what
    }
  }

  // MARK: Reading

  private struct Part: Equatable {
    var head: MultipartHead
    var content: [UInt8] = []
    var isComplete = false
  }

  private struct Form: Equatable {
    var parts: [Part] = []
    var isComplete = false
    var failure: String?
  }

  private func read(_ pieces: [[UInt8]]) throws(Breach) -> Form {
    var parser = MultipartParser(boundary: Self.boundary)
    var form = Form()
    for piece in pieces where form.failure == nil {
      var used = 0
      var wantsMore = false
      piece.withUnsafeBytes { bytes in
        while !wantsMore, form.failure == nil {
          let last = form.parts.count - 1
          switch parser.next(bytes, from: &used) {
          case .needsInput: wantsMore = true
          case .part(let head): form.parts.append(Part(head: head))
          case .bytes(let range): form.parts[last].content += bytes[range]
          case .delimiterBytes(let range): form.parts[last].content += parser.delimiter[range]
          case .partEnd: form.parts[last].isComplete = true
          case .end: form.isComplete = true
          case .failure(let reason): form.failure = reason
          }
        }
      }
      try hold(form.failure != nil || used == piece.count, "the parser wants more, and has used \(used) bytes")
    }
    return form
  }

  // MARK: What holds for each

  private func check(_ part: Part) throws(Breach) {
    let filename = Array((part.head.filename ?? "a").utf8)
    try hold(!filename.isEmpty, "a name that is empty")
    try hold(!filename.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }, "the file '\(part.head)'")
    let texts = (part.head.name + part.head.contentType).utf8 + filename
    try hold(!texts.contains { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }, "a control character in \(part.head)")
    let delimiter = Array("\r\n--\(Self.boundary)".utf8)
    try hold(!(Array("\r\n".utf8) + part.content).contains(delimiter), "the boundary is in the content")
  }

  private func checkWritten(_ parts: [Part]) throws(Breach) {
    let parts = parts.filter { isWritable($0.head.name) && isWritable($0.head.filename ?? "") }
    var bytes: [UInt8] = []
    for part in parts {
      let head = written(part.head)
      // Quotes have become longer.
      guard head.count < MultipartParser.maxHeadBytes else { return }
      bytes += Array("--\(Self.boundary)\r\n".utf8) + head + part.content + [0x0D, 0x0A]
    }
    let again = try read([bytes + Array("--\(Self.boundary)--\r\n".utf8)])
    try hold(again == Form(parts: parts, isComplete: true), "\(parts) were written, and \(again) read")
  }

  /// Neither a backslash can be written so that all programs agree on it, nor what stands for a quote and, without quotes around
  /// it, is none.
  private func isWritable(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return !bytes.contains(UInt8(ascii: "\\")) && !bytes.contains(Array("%22".utf8))
  }

  private func written(_ head: MultipartHead) -> [UInt8] {
    var bytes = Array("Content-Disposition: form-data; name=\"".utf8) + quoted(head.name)
    if let filename = head.filename { bytes += Array("\"; filename=\"".utf8) + quoted(filename) }
    return bytes + Array("\"\r\nContent-Type: \(head.contentType)\r\n\r\n".utf8)
  }

  private func quoted(_ text: String) -> [UInt8] {
    text.utf8.flatMap { $0 == UInt8(ascii: "\"") ? Array("%22".utf8) : [$0] }
  }

  // MARK: Seeds

  public var words: [String] {
    [
      "\r\n", "\r\n\r\n", "--B\r\n", "\r\n--B", "--B--", "Content-Disposition: form-data", "; name=", "; filename=",
      "\"", "%22", "\\\"", "Content-Type: ", "Content-Transfer-Encoding: binary\r\n", "/", "\\", "\u{301}",
    ]
  }

  public func seeds() -> [[UInt8]] {
    let heads = [
      "name=a", "name=\"a b\"; filename=\"x/y.txt\"", "filename=\"C:\\x\\m.zip\"; name=bundle",
      "name=\"a%22b\"; filename=\"x \\\"y\\\"\u{301}.txt\"", "name=\"\"; filename=\"/\u{301}\"", "name=\"a", "nothing",
    ]
    let contents = ["", "{\"a\":1}", "\r\n\r\r\n-\r\n--A\r\n--\r\n", "\r\n--", "\0\u{FF}"]
    let parts = heads.flatMap { head in
      contents.map { "--B\r\nContent-Disposition: form-data; \(head)\r\nContent-Type: text/x\r\n\r\n\($0)\r\n" }
    }
    let forms =
      parts.map { $0 + "--B--\r\n" } + [
        "preamble\r\n" + parts.prefix(8).joined() + "--B--\r\nepilogue", parts.prefix(3).joined(), "--B  \r\n", "--B--",
        "",
        "--B\r\n\r\n", "--Bx",
      ]
    return forms.map { [7] + $0.utf8 }
  }
}
