import Testing

@testable import ConcordCore

@Suite struct PersistentMapTests {
  /// A key of which many have the same hash.
  private struct Colliding: Hashable {
    let number: Int
    let buckets: Int
    func hash(into hasher: inout Hasher) { hasher.combine(number % buckets) }
  }

  /// The map against a dictionary, with `buckets` different hashes; old values must not change under the hands of who
  /// keeps them.
  @Test(arguments: [1, 2, 7, 100_000], [1, 2, 3] as [UInt64])
  func behavesAsADictionary(_ buckets: Int, _ seed: UInt64) {
    var random = SeededRandom(seed)
    var map = PersistentMap<Colliding, Int>()
    var model: [Colliding: Int] = [:]
    var kept: [(PersistentMap<Colliding, Int>, [Colliding: Int])] = []
    for step in 0..<1500 {
      let key = Colliding(number: .random(in: 0..<200, using: &random), buckets: buckets)
      let value: Int? = Int.random(in: 0..<3, using: &random) == 0 ? nil : step
      map[key] = value
      model[key] = value
      #expect(map[key] == value && map.count == model.count)
      if step % 250 == 0 { kept.append((map, model)) }
    }
    kept.append((map, model))
    for (map, model) in kept {
      var found: [Colliding: Int] = [:]
      map.forEach { found[$0] = $1 }
      #expect(found == model && map.count == model.count && map.isEmpty == model.isEmpty)
      for number in 0..<200 {
        let key = Colliding(number: number, buckets: buckets)
        #expect(map[key] == model[key])
      }
    }
  }

  @Test func emptiedIsEmpty() {
    var map = PersistentMap<Int, Int>()
    for i in 0..<1000 { map[i] = i }
    for i in 0..<1000 { map[i] = nil }
    var branches = 0
    map.forEachBranch { _, _ in branches += 1 }
    #expect(map.isEmpty && branches == 0)
  }

  @Test func shrunkIsAsShallowAsNeverGrown() {
    var map = PersistentMap<Int, Int>()
    for i in 0..<1000 { map[i] = i }
    for i in 1..<1000 { map[i] = nil }
    var branches = 0
    map.forEachBranch { _, _ in branches += 1 }
    #expect(map.count == 1 && map[0] == 0 && branches == 0)
  }

  /// What one change allocates grows with the logarithm of the size.
  @Test func changesShareAlmostEverything() {
    for (size, most) in [(1000, 4), (100_000, 6)] {
      var map = PersistentMap<Int, Int>()
      for i in 0..<size { map[i] = i }
      var before: Set<UnsafeRawPointer> = []
      map.forEachBranch { address, _ in before.insert(address) }
      var changed = map
      changed[size / 2] = -1
      var fresh = 0
      var slots = 0
      changed.forEachBranch { address, count in
        if !before.contains(address) {
          fresh += 1
          slots += count
        }
      }
      #expect(fresh >= 1 && fresh <= most && slots <= 32 * most, "\(size): \(fresh) branches, \(slots) slots")
      #expect(map[size / 2] == size / 2)
    }
  }
}
