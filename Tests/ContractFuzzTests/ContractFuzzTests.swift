import ContractFuzz
import Foundation
import Testing

/// A short run of the fuzzer with fixed seeds: the contracts of the fixtures, changed in ways that people and programs
/// change them. `make fuzz` looks longer and further.
@Suite struct ContractFuzzTests {
  private static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Fixtures")
  /// The small ones: the time of the run goes into many inputs, not large ones.
  private static let seeds = FuzzInput.seeds(below: fixtures).filter { $0.count < 1500 }

  @Test(arguments: 1...8) func changedContractsBreakNothing(seed: Int) throws {
    let fuzz = try ContractFuzz()
    var mutator = ContractMutator(seed: UInt64(seed))
    #expect(Self.seeds.count > 100)
    for _ in 0..<60 {
      let seed = Self.seeds[mutator.below(Self.seeds.count)]
      let input = mutator.mutate(seed, with: Self.seeds[mutator.below(Self.seeds.count)])
      if let breach = fuzz.breach(input) {
        Issue.record("\(breach)\nwith:\n\(String(decoding: input, as: UTF8.self))")
      }
    }
  }

  @Test func mostSeedsAreGeneratedFrom() throws {
    let fuzz = try ContractFuzz()
    for seed in Self.seeds { #expect(fuzz.breach(seed) == nil) }
  }

  @Test func inputsAreFiles() {
    let input = FuzzInput("a: 1\n#file p/b.yaml\nb: 2\nc: 3\n#file ../x\nd".utf8)
    #expect(input.files.map(\.path) == ["pack/thing.yaml", "p/b.yaml", "pack/file2.yaml"])
    #expect(input.texts["p/b.yaml"] == "b: 2\nc: 3")
    #expect(FuzzInput("#file p/b.yaml\nb: 2".utf8).files.count == 1)
  }
}
