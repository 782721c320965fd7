import ConcordCore
import EmittedContracts
import Synchronization

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// Reads a value, failing as a server does on inputs.
func read<Value: JSONCodable>(_ type: Value.Type, _ text: String) throws(ConcordError) -> Value {
  try decode(type, from: text.utf8Span.span.bytes, failing: .invalidInput)
}

/// `INVALID_INPUT field` for a text that does not fit the type, else `ok`.
func outcome<Value: JSONCodable>(_ type: Value.Type, _ text: String) -> String {
  do throws(ConcordError) {
    _ = try read(type, text)
    return "ok"
  } catch {
    return "\(error.code) \(error.field ?? "-")"
  }
}

/// Notes what happened, from any thread.
final class Log: Sendable {
  private let kept = Mutex<[String]>([])
  func add(_ line: String) { kept.withLock { $0.append(line) } }
  var lines: [String] { kept.withLock { $0 } }
}

enum Samples {
  /// Every field but the optional ones.
  static let plainBook = Book(
    branch: "main", number: 7, title: "Emma", visits: 9_007_199_254_740_993, period: .seconds(90), labels: ["a": "b"],
    related: [1, 2], chapters: [Chapter(title: "I", parts: [Chapter(title: "I.1", parts: [])])],
    first: Boxed(Chapter(title: "I", next: Boxed(Chapter(title: "II", parts: [])), parts: [])))

  static let plainJSON = """
    {"branch":"main","number":7,"title":"Emma","language":"en","copies":1,"rating":2.5,"onLoan":false,\
    "note":"new \\"here\\"","shelf":"A","fee":"0.50","visits":"9007199254740993","period":"PT90S",\
    "labels":{"a":"b"},"related":[1,2],"chapters":[{"title":"I","parts":[{"title":"I.1","parts":[]}]}],\
    "first":{"title":"I","next":{"title":"II","parts":[]},"parts":[]},"code":"","state":"ordered"}
    """
}
