import FuzzTarget
import RuntimeFuzz
import Testing

/// A short run of each fuzzer with fixed seeds. `make fuzz` looks longer and further.
@Suite struct RuntimeFuzzTests {
  private static let names = runtimeTargets.map(\.name)

  private func target(_ name: String) throws -> any FuzzTarget {
    try #require(runtimeTargets.first { $0.name == name }).make()
  }

  @Test(arguments: names) func seedsBreakNothing(name: String) throws {
    let target = try target(name)
    #expect(target.seeds().count > 5)
    for seed in target.seeds() { #expect(target.breach(seed) == nil, "\(String(decoding: seed, as: UTF8.self))") }
  }

  @Test(arguments: names, 1...4) func changedInputsBreakNothing(name: String, seed: Int) throws {
    let target = try target(name)
    let seeds = target.seeds()
    var mutator = ByteMutator(seed: UInt64(seed), words: target.words)
    var random = FuzzRandom(seed: UInt64(seed))
    for _ in 0..<500 {
      let input = mutator.mutate(seeds[random.below(seeds.count)], with: seeds[random.below(seeds.count)])
      if let breach = target.breach(input) {
        Issue.record("\(name): \(breach)\nwith: \(input)")
      }
    }
  }

  @Test func sameSeedSameChanges() {
    var one = ByteMutator(seed: 7, words: ["word"])
    var other = ByteMutator(seed: 7, words: ["word"])
    let bytes = Array("some bytes of a format".utf8)
    for _ in 0..<50 { #expect(one.mutate(bytes, with: bytes) == other.mutate(bytes, with: bytes)) }
  }
}
