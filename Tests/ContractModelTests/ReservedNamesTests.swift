import ContractModel
import Foundation
import Testing

/// Generated code imports the runtime whole, so every public type of it is a name that contracts cannot give to theirs.
struct ReservedNamesTests {
  @Test(arguments: ["ConcordCore", "ConcordJSON"])
  func holdEveryPublicType(room: String) throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/\(room)")
    let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
    let declaration = /^(?:@\w+(?:\(.*\))? )*public (?:\w+ )*(?:class|struct|enum|protocol|actor|typealias) (\w+)/
    var found = 0
    for case let file as URL in files where file.pathExtension == "swift" {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        guard let name = line.prefixMatch(of: declaration)?.output.1 else { continue }
        found += 1
        #expect(SwiftNames.isReserved(String(name)), "add '\(name)' of \(file.lastPathComponent) to ReservedTypeNames")
      }
    }
    #expect(found > 10)
  }
}
