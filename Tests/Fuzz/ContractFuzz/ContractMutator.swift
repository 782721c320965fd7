import FuzzTarget

/// Changes contracts as people and programs do: lines and words, which a fuzzer of bytes seldom gets right.
public struct ContractMutator {
  private var random: FuzzRandom

  /// - Parameter seed: the same seed gives the same changes.
  public init(seed: UInt64) { random = FuzzRandom(seed: seed) }

  /// Words of the language, and such as are awkward somewhere.
  private static let words = """
    concord entity service name fields types operations events deployment key parent plural onDelete summary type default
    readonly sensitive nulls written prefix min max match since deprecated create update delete get list input output page
    filter sort access roles errors timeout retry retries backoff idempotent topic payload direction delivery local pushed
    tree none string int int64 decimal double bool bytes uuid timestamp date duration url email json id list<string>
    map<int> ref<thing> string? enum union cases import swiftPrefix image ports cpu memory config environment team scaling
    instances cascade restrict clear 0 1 -1 64 1000 9223372036854775807 1e400 .nan 0x1 30s 1s..4s true false null ~ & * ! |
    > {} [] "" '' "\\n" "\\0" "\\u2028" class self init Type Any é 名前 ← ?x - : , # %YAML &a *a <<: --- ...
    """.split(whereSeparator: \.isWhitespace).map { Array($0.utf8) }

  public mutating func mutate(_ bytes: [UInt8], with other: [UInt8] = []) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(3) { change(&bytes, other) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8], _ other: [UInt8]) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Array($0) }
    let line = below(lines.count)
    switch below(9) {
    case 0: lines.remove(at: line)
    case 1: lines.insert(lines[below(lines.count)], at: line)
    case 2: lines.swapAt(line, below(lines.count))
    case 3: lines[line].insert(contentsOf: [UInt8](repeating: 0x20, count: 1 + below(4)), at: 0)
    case 4: lines[line] = Array(lines[line].drop { $0 == 0x20 })
    case 5:
      let others = other.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      guard !others.isEmpty else { return }
      let start = below(others.count)
      lines.insert(contentsOf: others[start..<min(others.count, start + 1 + below(8))].map { Array($0) }, at: line)
    case 6, 7:
      let places = lines[line].indices.filter { $0 == 0 || !Self.isWord(lines[line][$0 - 1]) }
      let start = places.isEmpty ? 0 : places[below(places.count)]
      let end = lines[line][start...].firstIndex { !Self.isWord($0) } ?? lines[line].count
      lines[line].replaceSubrange(start..<max(start, end), with: Self.words[below(Self.words.count)])
    default:
      guard !lines[line].isEmpty else { return }
      lines[line][below(lines[line].count)] = UInt8(truncatingIfNeeded: below(256))
    }
    bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "_") || byte >= 0x80
  }

  /// A number from 0 on and below `count`, or 0.
  public mutating func below(_ count: Int) -> Int { random.below(count) }
}
