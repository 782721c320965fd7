import Foundation
import Testing

/// The arrows between the rooms, as the design draws them: any other import fails.
@Suite struct RoomsTests {
  /// What each room may import of this package. System modules and C libraries are listed apart.
  static let arrows: [String: Set<String>] = [
    "ConcordJSON": [],
    "DeploymentSpec": ["ConcordJSON"],
    "ContractSyntax": [],
    "ContractModel": ["ContractSyntax", "ConcordJSON"],
    "ContractChecks": ["ContractModel", "ConcordJSON", "DeploymentSpec"],
    "ContractEmitters": ["ContractChecks", "ContractModel", "ConcordJSON", "DeploymentSpec"],
    "concord": ["ContractEmitters", "ContractChecks", "ContractModel", "ContractSyntax"],
    "ConcordCore": ["ConcordJSON"],
    "ConcordProtocols": [],
    "ConcordTransport": ["ConcordCore", "ConcordProtocols"],
    "ConcordServer": ["ConcordCore", "ConcordProtocols", "ConcordTransport"],
    "ConcordEntities": ["ConcordCore"],
    "ConcordAuth": ["ConcordCore"],
    "ConcordClient": ["ConcordCore", "ConcordProtocols"],
    "ReferenceServer": [
      "ConcordCore", "ConcordServer", "ConcordEntities", "ConcordAuth", "ConcordTransport", "ReferenceContracts",
    ],
    "ReferenceClient": ["ConcordCore", "ConcordClient", "ConcordTransport", "ReferenceContracts"],
  ]

  /// C libraries by the one room that may touch them.
  static let libraries: [String: Set<String>] = [
    "ContractSyntax": ["CYAML"], "ContractEmitters": ["CMustache"],
    "ConcordTransport": ["CUV", "CHTTPParser", "COpenSSL", "CZlib"], "ConcordAuth": ["CSodium"],
  ]

  /// Foundation is slow to load and large: the rooms that generated programs live from do without it.
  static let withFoundation: Set<String> = [
    "ContractSyntax", "ContractModel", "ContractChecks", "ContractEmitters", "concord", "ReferenceServer",
    "ReferenceClient",
  ]

  static let system: Set<String> = ["Glibc", "Musl", "Synchronization"]

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test func everyRoomIsInTheTable() throws {
    let rooms = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources").path)
    #expect(Set(rooms) == Set(Self.arrows.keys).union(["CLibraries"]))
  }

  @Test(arguments: arrows.keys.sorted()) func importsFollowTheArrows(room: String) throws {
    let allowed = (Self.arrows[room] ?? []).union(Self.libraries[room] ?? []).union(Self.system)
      .union(Self.withFoundation.contains(room) ? ["Foundation", "FoundationEssentials"] : [])
    var files = 0
    for file in try Self.swiftFiles(below: "Sources/\(room)") {
      files += 1
      for (number, line) in try String(contentsOf: file, encoding: .utf8).split(separator: "\n").enumerated() {
        guard let module = Self.importedModule(line) else { continue }
        #expect(allowed.contains(module), "\(file.path):\(number + 1): \(room) may not import \(module)")
      }
    }
    #expect(files > 0)
  }

  @Test func templatesImportTheCoreAndServiceSpecsAlone() throws {
    let text = try String(contentsOf: Self.root.appending(path: "Templates/swift/file.mustache"), encoding: .utf8)
    let lines = text.replacing(/\{\{[^}]*\}\}/, with: "").split(separator: "\n")
    #expect(lines.compactMap(Self.importedModule) == ["ConcordCore", "DeploymentSpec"])
  }

  /// The module of an `import` line, whatever stands before the word.
  static func importedModule(_ line: Substring) -> String? {
    let words = line.split(separator: " ")
    guard let at = words.firstIndex(of: "import"), at + 1 < words.count,
      words[..<at].allSatisfy({
        ["public", "internal", "private", "fileprivate", "package"].contains($0) || $0.hasPrefix("@")
      })
    else { return nil }
    let name = ["struct", "class", "enum", "func", "protocol"].contains(words[at + 1]) ? words[at + 2] : words[at + 1]
    return name.split(separator: ".").first.map(String.init)
  }

  static func swiftFiles(below path: String) throws -> [URL] {
    let folder = root.appending(path: path)
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (found?.compactMap { $0 as? URL } ?? []).filter {
      // The built-in templates are one text: their import is the generated code's.
      $0.pathExtension == "swift" && $0.lastPathComponent != "BuiltInTemplates.swift"
    }
  }
}
