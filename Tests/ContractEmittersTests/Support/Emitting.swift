import ContractChecks
import ContractEmitters
import Foundation
import Testing

/// Generates from contracts in memory.
enum Emitting {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The generated files by name.
  static func files(
    of contracts: [String: String], templates: String? = nil, at place: SourceLocation = #_sourceLocation
  ) throws -> [String: String] {
    var diagnostics = Diagnostics()
    let packages = ContractChecker.load(files: contracts, diagnostics: &diagnostics)
    #expect(diagnostics.sorted.map(\.description) == [], sourceLocation: place)
    let files = try SwiftGenerator(templates: templates).files(of: packages, roots: ["."])
    return Dictionary(uniqueKeysWithValues: files.map { ($0.name, $0.text) })
  }

  /// The declarations of a contract that begin with one of the given texts, comments included, as one text.
  static func swift(
    _ contract: String, only starts: String..., at place: SourceLocation = #_sourceLocation
  ) throws -> String {
    let name = contract.firstMatch(of: /(?m)^(?:entity|service): (\w+)/)?.output.1 ?? "types"
    let text = try #require(try files(of: ["pack/\(name).yaml": contract], at: place)["pack+\(name).swift"])
    let pieces = text.split(separator: /\n\n(?=\/\/\/|public |extension )/).map { $0.trimming("\n") }
    let chosen = starts.compactMap { start in
      pieces.first { $0.split(separator: "\n").first { !$0.hasPrefix("///") }?.hasPrefix(start) == true }
    }
    return chosen.joined(separator: "\n\n")
  }

  /// An empty folder that is removed at the end.
  static func withFolder(_ body: (_ path: String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "concord-emitters-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  static func write(_ text: String, to path: String) throws {
    try FileManager.default.createDirectory(
      at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }
}

extension StringProtocol {
  func trimming(_ characters: String) -> String { trimmingCharacters(in: CharacterSet(charactersIn: characters)) }
}
