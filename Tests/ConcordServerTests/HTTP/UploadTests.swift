import ConcordCore
import ConcordServer
import Foundation
import Synchronization
import Testing

/// Forms with files, over sockets; the files really lie on the disk.
@Suite struct UploadTests {
  static let scan = Operation<Papers, Seen>(
    "paper:scan_paper",
    http: HTTPRoute(.post, "/desks/{desk}/scan", parts: [.file("front"), .file("back"), .json("form")]))

  /// What a handler saw of its files.
  final class Witness: Sendable {
    let paths = Mutex<[String]>([])
    let barrier: Barrier?
    init(_ barrier: Barrier? = nil) { self.barrier = barrier }
  }

  static func run(
    _ witness: Witness = Witness(), limits: (inout ServerLimits) -> Void = { _ in }, _ folder: String? = nil,
    admit: @escaping Admission = { _, _ in .developer }, _ body: (TestServer) async throws -> Void
  ) async throws {
    try await TestServer.run(
      limits: limits,
      register: { server in
        server.register(scan) { input, context in
          await witness.barrier?.pass()
          var seen = Seen(desk: input.desk, pages: input.pages)
          for name in ["front", "back"] {
            guard let file = context.files[name] else { throw ConcordError(.notFound, "no \(name)") }
            let bytes = try Data(contentsOf: URL(fileURLWithPath: file.path))
            witness.paths.withLock { $0.append(file.path) }
            seen.files.append("\(file.name ?? "-") \(file.contentType) \(file.size) \(bytes.count) \(checksum(bytes))")
          }
          return seen
        }
      }, options: { $0.uploadFolder = folder }, admit: admit, body)
  }

  /// A form of parts: name, further parameters and headers, content.
  static func form(_ parts: [(String, String, [UInt8])], end: String = "--B--\r\n") -> [UInt8] {
    var bytes: [UInt8] = []
    for (name, more, content) in parts {
      bytes +=
        Array("--B\r\nContent-Disposition: form-data; name=\"\(name)\"\(more)\r\n\r\n".utf8) + content + [13, 10]
    }
    return bytes + Array(end.utf8)
  }

  static let type = "Content-Type: multipart/form-data; boundary=\"B\""
  static let pages: (String, String, [UInt8]) = (
    "form", "\r\nContent-Type: application/json", Array(#"{"pages":3}"#.utf8)
  )

  static func noise(_ count: Int) -> [UInt8] {
    var random = Chance(state: UInt64(count))
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count + 8)
    while bytes.count < count { withUnsafeBytes(of: random.next()) { bytes += $0 } }
    return Array(bytes.prefix(count))
  }

  static func checksum(_ bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
  }

  @Test func filesAndJSONReachTheHandler() async throws {
    let witness = Witness()
    try await Self.run(witness) { server in
      let (front, back) = (Self.noise(3_000_000), Array("\r\n--A\r\n--".utf8))
      let form = Self.form([
        ("front", "; filename=\"a b.pdf\"\r\nContent-Type: application/pdf", front), Self.pages,
        ("back", "; filename=\"x/y.txt\"", back),
      ])
      let answer = try await server.http("POST", "/desks/d%201/scan", [Self.type], bytes: form)
      #expect(answer.status == 200)
      #expect(answer.json?["desk"]?.string == "d 1")
      #expect(answer.json?["pages"]?.int == 3)
      #expect(
        answer.json?["files"]?.elements?.compactMap(\.string) == [
          "a b.pdf application/pdf 3000000 3000000 \(Self.checksum(front))",
          "y.txt text/plain 9 9 \(Self.checksum(back))",
        ])
      // They are gone when the handler is done.
      let paths = witness.paths.withLock { $0 }
      #expect(paths.count == 2)
      _ = try await wait(for: "the files' end") {
        paths.contains(where: FileManager.default.fileExists) ? nil : true
      }
    }
    // The folder goes with the server.
    let folder = try #require(
      witness.paths.withLock { $0.first }.map { URL(fileURLWithPath: $0).deletingLastPathComponent() })
    #expect(!FileManager.default.fileExists(atPath: folder.path))
  }

  @Test(arguments: [1, 7, 1000]) func theBodyMayComeInAnyPieces(size: Int) async throws {
    try await Self.run { server in
      let form = Self.form([("front", "; filename=f", Self.noise(2000)), ("back", "; filename=b", []), Self.pages])
      let answer = try await server.blocking { port in
        let wire = try HTTPWire(port)
        try wire.send("POST", "/desks/1/scan", [Self.type, "Transfer-Encoding: chunked"])
        for start in stride(from: 0, to: form.count, by: size) {
          let piece = Array(form[start..<min(form.count, start + size)])
          try wire.send(Array("\(String(piece.count, radix: 16))\r\n".utf8) + piece + [13, 10])
        }
        try wire.send(Array("0\r\n\r\n".utf8))
        return try wire.receive()
      }
      #expect(answer.json?["files"]?[0]?.string == "f text/plain 2000 2000 \(Self.checksum(Self.noise(2000)))")
    }
  }

  @Test func wrongFormsAreRefused() async throws {
    let limits: (inout ServerLimits) -> Void = { limits in
      limits.fileBytes = 1000
      limits.uploadBytes = 100_000
      limits.uploadParts = 3
    }
    try await Self.run(limits: limits) { server in
      let (front, back) = (("front", "; filename=f", Self.noise(10)), ("back", "; filename=b", Self.noise(10)))
      let cases: [([UInt8], String, String)] = [
        (Self.form([front, back, Self.pages]), Self.type, "no problem: 200"),
        (Self.form([front, Self.pages]), Self.type, "INVALID_INPUT 400 back"),
        (Self.form([front, back]), Self.type, "INVALID_INPUT 400 form"),
        ([], Self.type, "INVALID_INPUT 400 front"),
        (Self.form([front, front, back]), Self.type, "INVALID_INPUT 400 front"),
        (Self.form([front, back, Self.pages, ("more", "", [])]), Self.type, "TOO_LARGE 413"),
        (Self.form([front, back, ("other", "", [])]), Self.type, "INVALID_INPUT 400 other"),
        (Self.form([front, back, ("form", "", Array("{".utf8))]), Self.type, "INVALID_INPUT 400 form"),
        (
          Self.form([front, back, ("form", "", Array(#"{"pages":"x"}"#.utf8))]), Self.type,
          "INVALID_INPUT 400 form.pages"
        ),
        (
          Self.form([("front", "; filename=f", Self.noise(1001)), back, Self.pages]), Self.type, "TOO_LARGE 413 front"
        ),
        (Self.form([front, back, Self.pages], end: ""), Self.type, "MALFORMED 400"),
        (Array("x".utf8), Self.type, "MALFORMED 400"),
        (Self.noise(100_001), Self.type, "TOO_LARGE 413"),
        (Array("{}".utf8), "Content-Type: application/json", "WRONG_TYPE 415"),
        (Array("{}".utf8), "Content-Type: multipart/form-data", "WRONG_TYPE 415"),
      ]
      for (number, (form, type, expected)) in cases.enumerated() {
        let answer = try await server.http("POST", "/desks/1/scan", [type], bytes: form)
        #expect(answer.problem == expected, "case \(number): \(answer.text)")
      }
    }
  }

  @Test func uploadsAreCountedAndLeaveNothingBehind() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "uploads-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func files() -> Int {
      FileManager.default.subpaths(atPath: folder.path)?.count(where: { $0.contains("/") }) ?? 0
    }
    let witness = Witness(Barrier())
    try await Self.run(witness, limits: { $0.uploads = 1 }, folder.path) { server in
      let form = Self.form([("front", "; filename=f", Self.noise(500_000)), ("back", "; filename=b", []), Self.pages])
      // A peer that goes away in the middle of a file.
      let wire = try await server.blocking { port in
        let wire = try HTTPWire(port)
        try wire.send("POST", "/desks/1/scan", [Self.type, "Content-Length: \(form.count)"])
        try wire.send(Array(form.prefix(300_000)))
        return wire
      }
      _ = try await wait(for: "a file") { files() == 1 ? true : nil }
      wire.end()
      _ = try await wait(for: "an empty folder") { files() == 0 ? true : nil }
      // Its place is free a little later: what is wrong is then told so, and not that there is no room.
      _ = try await wait(for: "room") {
        let wrong = Self.form([("other", "", [])])
        return try await server.http("POST", "/desks/1/scan", [Self.type], bytes: wrong).status == 400 ? true : nil
      }

      let first = Task { try await server.http("POST", "/desks/1/scan", [Self.type], bytes: form) }
      _ = try await wait(for: "the handler") { await witness.barrier?.waiting == 1 ? true : nil }
      #expect(files() == 2)
      let second = try await server.http("POST", "/desks/1/scan", [Self.type], bytes: form)
      #expect(second.problem == "OVERLOADED 503")
      #expect(second["retry-after"] == "1")
      await witness.barrier?.open()
      #expect(try await first.value.status == 200)
      _ = try await wait(for: "an empty folder") { files() == 0 ? true : nil }
      // There is room again.
      _ = try await wait(for: "room") {
        try await server.http("POST", "/desks/1/scan", [Self.type], bytes: form).status == 200 ? true : nil
      }
    }
    #expect(FileManager.default.subpaths(atPath: folder.path) == [])
  }

  /// Forms that come slowly, or handlers that take long, hold places: one caller has only so many.
  @Test func oneCallerLeavesRoomForOthers() async throws {
    let witness = Witness(Barrier())
    try await Self.run(witness, limits: { $0.uploadsPerCaller = 1 }, admit: PacketServer.byHeader) { server in
      let form = Self.form([("front", "; filename=f", Self.noise(10)), ("back", "; filename=b", []), Self.pages])
      let send: @Sendable (String) async throws -> WireResponse = { name in
        try await server.http("POST", "/desks/1/scan", [Self.type, "X-Name: \(name)"], bytes: form)
      }
      let ada = Task { try await send("ada") }
      _ = try await wait(for: "the handler") { await witness.barrier?.waiting == 1 ? true : nil }
      #expect(try await send("ada").problem == "OVERLOADED 503")
      let bob = Task { try await send("bob") }
      _ = try await wait(for: "the other handler") { await witness.barrier?.waiting == 2 ? true : nil }
      await witness.barrier?.open()
      #expect(try await [ada.value.status, bob.value.status] == [200, 200])
      _ = try await wait(for: "room") { try await send("ada").status == 200 ? true : nil }
    }
  }

  /// A disk that fails costs its upload, and neither the connection's answer nor the place.
  @Test func aDiskThatFailsIsToldAndForgotten() async throws {
    let parent = FileManager.default.temporaryDirectory.appending(path: "uploads-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: parent) }
    try await Self.run(limits: { $0.uploads = 1 }, parent.path) { server in
      let form = Self.form([("front", "; filename=f", Self.noise(3_000_000)), ("back", "; filename=b", []), Self.pages])
      for _ in 0..<3 {
        let answer = try await wait(for: "a place") {
          let answer = try await server.http("POST", "/desks/1/scan", [Self.type], bytes: form)
          return answer.text.contains("disk") ? answer : nil
        }
        #expect(answer.problem == "OVERLOADED 503")
      }
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
      _ = try await wait(for: "room") {
        try await server.http("POST", "/desks/1/scan", [Self.type], bytes: form).status == 200 ? true : nil
      }
    }
  }

  /// Whoever sweeps temporary files takes the folder as well.
  @Test func aFolderThatVanishedIsMadeAgain() async throws {
    let witness = Witness()
    try await Self.run(witness) { server in
      let form = Self.form([("front", "; filename=f", Self.noise(10)), ("back", "; filename=b", []), Self.pages])
      #expect(try await server.http("POST", "/desks/1/scan", [Self.type], bytes: form).status == 200)
      let path = try #require(witness.paths.withLock { $0.first })
      let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
      try FileManager.default.removeItem(at: folder)
      #expect(try await server.http("POST", "/desks/1/scan", [Self.type], bytes: form).status == 200)
      let other = try #require(witness.paths.withLock { $0.last })
      #expect(URL(fileURLWithPath: other).deletingLastPathComponent() != folder)
    }
  }

  @Test func aMessageCannotCarryAFile() async throws {
    try await Self.run { server in
      let client = try await server.connect()
      #expect(
        try await client.call("paper:scan_paper", #"{"desk":"1","form":{"pages":1}}"#).head.error?.code == .wrongType)
    }
  }
}

/// The input of a form: what is in the path, and its JSON part.
struct Papers: JSONRecord {
  var desk = ""
  var form = Sheet()
  var pages: Int { form.pages }

  struct Sheet: JSONRecord {
    var pages = 0
    static var blank: Sheet { Sheet() }
    static let fieldTable = FieldTable("pages")
    static var requiredFields: UInt64 { 1 }
    mutating func read(field: Int, from reader: inout JSONReader) {
      if field == 0 { reader.read(&pages) } else { reader.skipValue() }
    }
    func encode(to writer: inout JSONWriter) {
      writer.beginObject()
      writer.write("\"pages\":", pages)
      writer.endObject()
    }
  }

  static var blank: Papers { Papers() }
  static let fieldTable = FieldTable("desk", "form")
  static var requiredFields: UInt64 { 3 }

  mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&desk)
    case 1: reader.read(&form)
    default: reader.skipValue()
    }
  }

  func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"desk\":", desk)
    writer.write("\"form\":", form)
    writer.endObject()
  }
}

/// What a handler says of them.
struct Seen: JSONRecord {
  var desk = ""
  var pages = 0
  var files: [String] = []

  static var blank: Seen { Seen() }
  static let fieldTable = FieldTable("desk", "pages", "files")
  static var requiredFields: UInt64 { 7 }

  mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&desk)
    case 1: reader.read(&pages)
    case 2: reader.read(&files)
    default: reader.skipValue()
    }
  }

  func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"desk\":", desk)
    writer.write("\"pages\":", pages)
    writer.write("\"files\":", files)
    writer.endObject()
  }
}
