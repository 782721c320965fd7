import ConcordCore

/// An operation's input for handlers of the tests.
struct Probe: JSONRecord {
  var number: Int
  init(_ number: Int) { self.number = number }

  static var blank: Probe { Probe(0) }
  static let fieldTable = FieldTable("number")
  static var requiredFields: UInt64 { 1 }

  mutating func read(field: Int, from reader: inout JSONReader) {
    if field == 0 { reader.read(&number) } else { reader.skipValue() }
  }

  func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"number\":", number)
    writer.endObject()
  }
}

/// Much to send, made once: what is slow shall be the reader.
struct Bulk: JSONCodable {
  private static let json = Array(("\"" + String(repeating: "x", count: 200_000) + "\"").utf8)

  static var blank: Bulk { Bulk() }

  static func decode(from reader: inout JSONReader) -> Bulk {
    reader.skipValue()
    return Bulk()
  }

  func encode(to writer: inout JSONWriter) { writer.raw(Self.json) }
}

/// Lets handlers wait until a test opens it, and counts them.
actor Barrier {
  private(set) var waiting = 0
  private(set) var most = 0
  private var isOpen = false
  private var continuations: [CheckedContinuation<Void, Never>] = []

  func pass() async {
    guard !isOpen else { return }
    waiting += 1
    most = max(most, waiting)
    await withCheckedContinuation { continuations.append($0) }
    waiting -= 1
  }

  func open() {
    isOpen = true
    for continuation in continuations { continuation.resume() }
    continuations = []
  }

  /// Lets those through who wait now.
  func release() {
    for continuation in continuations { continuation.resume() }
    continuations = []
  }
}
