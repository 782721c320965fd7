/// Changes bytes as a fuzzer does, for short runs without one.
public struct ByteMutator {
  private var random: FuzzRandom
  private let words: [[UInt8]]

  /// - Parameters:
  ///   - seed: the same seed gives the same changes.
  ///   - words: of the format.
  public init(seed: UInt64, words: [String] = []) {
    random = FuzzRandom(seed: seed)
    self.words = words.map { Array($0.utf8) }
  }

  /// An input with one to four changes, of which some bring parts of `other`.
  public mutating func mutate(_ bytes: [UInt8], with other: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.below(4) { change(&bytes, other) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8], _ other: [UInt8]) {
    let at = random.below(bytes.count + 1)
    let end = min(bytes.count, at + 1 + random.below(8))
    switch random.below(8) {
    case 0: bytes.removeSubrange(at..<end)
    case 1: bytes.insert(contentsOf: bytes[at..<end], at: at)
    case 2: bytes.insert(UInt8(random.below(256)), at: at)
    case 3 where at < bytes.count: bytes[at] ^= 1 << UInt8(random.below(8))
    case 4 where at < bytes.count: bytes[at] = UInt8(random.below(256))
    case 5: bytes.removeSubrange(at...)
    case 6 where !words.isEmpty: bytes.insert(contentsOf: random.element(of: words) ?? [], at: at)
    default:
      let start = random.below(other.count)
      bytes.insert(contentsOf: other[start..<min(other.count, start + 1 + random.below(64))], at: at)
    }
  }
}
