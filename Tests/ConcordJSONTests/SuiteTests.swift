import ConcordJSON
import Foundation
import Testing

/// The files of the JSON parsing test suite, where a checkout of it lies beside the package or CONCORD_JSON_SUITE
/// names its folder. Without it the project's own table (`ValidationTests`) is all there is.
private let suite: [URL] = {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  var folders = [root.appending(path: "../shared/conformance/json").standardizedFileURL]
  if let path = ProcessInfo.processInfo.environment["CONCORD_JSON_SUITE"] { folders.insert(URL(filePath: path), at: 0) }
  for folder in folders {
    let files = try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    let cases = (files ?? []).filter { $0.pathExtension == "json" }
    if !cases.isEmpty { return cases.sorted { $0.path < $1.path } }
  }
  return []
}()

@Suite("Conformance files", .enabled(if: !suite.isEmpty))
struct SuiteTests {
  @Test("y_ is accepted, n_ refused, i_ does no harm", arguments: suite)
  func file(_ file: URL) throws {
    let bytes = [UInt8](try Data(contentsOf: file))
    var validates = true
    do { try JSON.validate(bytes.span.bytes) } catch { validates = false }
    var decodes = true
    do {
      let value = try JSON.decode(JSONValue.self, from: bytes)
      #expect(try roundTrip(value) == value)
    } catch { decodes = false }
    #expect(validates == decodes)
    switch file.lastPathComponent.prefix(2) {
    case "y_": #expect(validates)
    case "n_": #expect(!validates)
    default: break
    }
  }
}
