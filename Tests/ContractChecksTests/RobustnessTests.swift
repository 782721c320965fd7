import ContractChecks
import Foundation
import Testing

/// Whatever stands in the files, loading and checking ends with a model and diagnostics.
struct RobustnessTests {
  private static let files: [String: String] = {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "contracts/aurora")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.reduce(into: [:]) { files, name in
      files["p/" + name] = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
  }()

  /// Pieces that mean something in contracts, to put where they do not belong.
  private static let pieces = [
    "key", "none", "list<", "list<string>", "\"T?\"", "?", "{", "}", "[", "]", ":", "- ", "null", "true", "7",
    "ref<user>",
    "tenant", "service", "events", "fields:", "types:", "map<map<map<int>>>", "*a", "&a ", "parent: service", "'",
    "Account",
    "enum", "default", "\n", "  ", "'-'", "\"\"", "_",
  ]

  private func check(_ files: [String: String]) -> Diagnostics {
    var diagnostics = Diagnostics()
    _ = ContractChecker.load(files: files, diagnostics: &diagnostics)
    return diagnostics
  }

  @Test func changedWordsNeverEndTheProgram() {
    var random = Generator(state: 42)
    let names = Self.files.keys.sorted()
    #expect(names.count >= 7)
    let rules = Set(ContractChecker.allRules.map(\.id))
    var seen: Set<String> = []
    for _ in 0..<200 {
      var files = Self.files
      let name = names.randomElement(using: &random) ?? ""
      // Words and what is between them, so that changes stay near the language.
      var parts = (files[name] ?? "").split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: parts.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: parts[place] = Self.pieces.randomElement(using: &random) ?? ""
        case 1: parts.remove(at: place)
        case 2: parts.swapAt(place, Int.random(in: parts.indices, using: &random))
        default: parts.insert(Self.pieces.randomElement(using: &random) ?? "", at: place)
        }
      }
      files[name] = parts.joined(separator: " ")
      for diagnostic in check(files).sorted {
        seen.insert(diagnostic.rule)
        #expect(rules.contains(diagnostic.rule))
        #expect(files[diagnostic.position.file] != nil || diagnostic.position.file == "p", "\(diagnostic)")
      }
    }
    #expect(seen.count >= 12, "the changes reach many rules: \(seen.sorted())")
  }

  @Test func cutFilesNeverEndTheProgram() {
    for (name, text) in Self.files {
      for end in stride(from: 0, to: text.utf8.count, by: 97) {
        var files = Self.files
        files[name] = String(decoding: Array(text.utf8.prefix(end)), as: UTF8.self)
        _ = check(files)
      }
    }
  }

  @Test func longChainsAndDeepTypesAreRead() {
    var types = "concord: 1\ntypes:\n"
    for index in 0..<5000 { types += "  T\(index): { fields: { next: T\(index + 1) } }\n" }
    types += "  T5000: { fields: { next: \"T0?\" } }\n"
    #expect(check(["p/types.yaml": types]).hasErrors == false)
    let deep = String(repeating: "list<", count: 10_000)
    #expect(check(["p/types.yaml": "concord: 1\ntypes: { A: { fields: { a: \(deep)int } } }\n"]).errorCount == 1)
    var entities: [String: String] = [:]
    for index in 0..<70 {
      entities["p/e\(index).yaml"] =
        "concord: 1\nentity: e\(index)\n\(index > 0 ? "parent: e\(index - 1)\n" : "")key: k\nfields: { k: int }\n"
    }
    #expect(check(entities).sorted.allSatisfy { $0.rule == "too-many-fields" })
  }

  /// SplitMix64: the same numbers in every run.
  private struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }
}
