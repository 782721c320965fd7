/// Numbers that look random and are the same for the same seed (SplitMix64).
public struct FuzzRandom {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  /// A number from 0 on and below `count`, or 0.
  public mutating func below(_ count: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var word = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
    return count <= 1 ? 0 : Int((word ^ (word >> 31)) % UInt64(count))
  }

  /// One element, or nil of none.
  public mutating func element<T>(of list: [T]) -> T? { list.isEmpty ? nil : list[below(list.count)] }
}
