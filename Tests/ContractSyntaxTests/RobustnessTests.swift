import ContractSyntax
import Testing

/// Whatever the bytes, the reader answers with a node or with diagnostics whose places are in the file.
struct RobustnessTests {
  private static let sample = Array(
    """
    concord: 1 # a remark
    import: [common.yaml, "other.yaml"]
    entity: account
    anchor: &a { type: "string?", 'key': [1, 2.5, ~, true] }
    alias: *a
    text: |
      two
      lines
    folded: >-
      one
      line
    ? complex
    : value
    list:
    - a
    - - b
      - {c: d}
    escaped: "\\u00e9\\n\\x41"
    größe: ü

    """.utf8)

  private func read(_ bytes: [UInt8]) {
    var diagnostics = Diagnostics()
    let node = YAMLDocument.parse(bytes, file: "f", diagnostics: &diagnostics)
    #expect(node != nil || diagnostics.hasErrors)
    let lines = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 4
    for diagnostic in diagnostics.sorted {
      #expect(diagnostic.position.line >= 1 && diagnostic.position.line <= lines)
      #expect(diagnostic.position.column >= 1 && diagnostic.position.column <= bytes.count + 2)
    }
  }

  @Test func readsEveryBeginning() { for end in 0...Self.sample.count { read(Array(Self.sample[..<end])) } }

  @Test func readsEveryEnd() { for start in Self.sample.indices { read(Array(Self.sample[start...])) } }

  @Test func readsChangedBytes() {
    var random = Generator(state: 0x9E37_79B9_7F4A_7C15)
    let interesting = Array("{}[]:,-?&*!|>'\"%@`#\n\t \\\0".utf8) + [0x80, 0xFF, 0xC3, 0xEF, 0xBB, 0xBF]
    for _ in 0..<3000 {
      var bytes = Self.sample
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = interesting.randomElement(using: &random) ?? 0
        case 1: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 2: bytes.insert(interesting.randomElement(using: &random) ?? 0, at: place)
        default: bytes.remove(at: place)
        }
      }
      read(bytes)
    }
  }

  @Test func readsDeepAndWideTexts() {
    for part in ["[", "{", "- ", "? ", "a: ", "{a: ", "[a: ", "&a ", "!!x ", "'", "\"", "*a ", "--- ", "- - ", "%"] {
      read(Array(String(repeating: part, count: 5000).utf8))
      read(Array(String(repeating: part + "\n", count: 5000).utf8))
    }
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
