/// A hash map with value semantics whose copies share what did not change: setting one of n keys costs O(log₃₂ n) time
/// and memory, whoever holds the old value. (A Swift dictionary copies all of itself when it is shared.)
///
/// A hash array mapped trie (Bagwell, "Ideal Hash Trees", 2001): each level takes five bits of the hash.
struct PersistentMap<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private indirect enum Node: Sendable {
    /// Children by five bits of the hash: bit `i` of `bits` is set when there is one, in order.
    case branch(bits: UInt32, [Node])
    case leaf(hash: UInt, Key, Value)
    /// Keys whose hashes are wholly equal.
    case collision(hash: UInt, [(Key, Value)])
  }

  private var root: Node?
  private(set) var count = 0

  init() {}

  var isEmpty: Bool { count == 0 }

  subscript(key: Key) -> Value? {
    get {
      let hash = UInt(bitPattern: key.hashValue)
      var node = root
      var shift: UInt = 0
      while let current = node {
        switch current {
        case .branch(let bits, let children):
          let bit = Self.bit(hash, shift)
          guard bits & bit != 0 else { return nil }
          node = children[Self.index(bits, bit)]
          shift += 5
        case .leaf(let other, let found, let value):
          return other == hash && found == key ? value : nil
        case .collision(let other, let pairs):
          return other == hash ? pairs.first { $0.0 == key }?.1 : nil
        }
      }
      return nil
    }
    set {
      let hash = UInt(bitPattern: key.hashValue)
      if let newValue {
        var isNew = true
        root = root.map { Self.inserting(key, newValue, hash, into: $0, 0, &isNew) } ?? .leaf(hash: hash, key, newValue)
        if isNew { count += 1 }
      } else if let root {
        var removed = false
        self.root = Self.removing(key, hash, from: root, 0, &removed)
        if removed { count -= 1 }
      }
    }
  }

  /// Calls `body` for each pair, in no particular order.
  func forEach(_ body: (Key, Value) -> Void) {
    func visit(_ node: Node) {
      switch node {
      case .branch(_, let children): children.forEach(visit)
      case .leaf(_, let key, let value): body(key, value)
      case .collision(_, let pairs): pairs.forEach(body)
      }
    }
    if let root { visit(root) }
  }

  /// Calls `body` with the address of each branch's children and their number: two maps share a branch when it lies at
  /// one address. Tests count with it what a change allocates.
  func forEachBranch(_ body: (UnsafeRawPointer, Int) -> Void) {
    func visit(_ node: Node) {
      guard case .branch(_, let children) = node else { return }
      children.withUnsafeBytes { if let start = $0.baseAddress { body(start, children.count) } }
      children.forEach(visit)
    }
    if let root { visit(root) }
  }

  private static func bit(_ hash: UInt, _ shift: UInt) -> UInt32 { 1 << UInt32(hash >> shift & 31) }
  private static func index(_ bits: UInt32, _ bit: UInt32) -> Int { (bits & (bit &- 1)).nonzeroBitCount }

  private static func inserting(
    _ key: Key, _ value: Value, _ hash: UInt, into node: Node, _ shift: UInt, _ isNew: inout Bool
  ) -> Node {
    switch node {
    case .branch(let bits, var children):
      let bit = bit(hash, shift)
      let at = index(bits, bit)
      if bits & bit != 0 {
        children[at] = inserting(key, value, hash, into: children[at], shift + 5, &isNew)
        return .branch(bits: bits, children)
      }
      children.insert(.leaf(hash: hash, key, value), at: at)
      return .branch(bits: bits | bit, children)
    case .leaf(let other, let found, _):
      if other == hash {
        if found == key {
          isNew = false
          return .leaf(hash: hash, key, value)
        }
        guard case .leaf(_, _, let old) = node else { return node }
        return .collision(hash: hash, [(found, old), (key, value)])
      }
      return joined(node, other, .leaf(hash: hash, key, value), hash, shift)
    case .collision(let other, var pairs):
      guard other == hash else { return joined(node, other, .leaf(hash: hash, key, value), hash, shift) }
      if let at = pairs.firstIndex(where: { $0.0 == key }) {
        isNew = false
        pairs[at].1 = value
      } else {
        pairs.append((key, value))
      }
      return .collision(hash: hash, pairs)
    }
  }

  /// A branch over two nodes whose hashes differ somewhere at or above `shift`.
  private static func joined(_ a: Node, _ hashA: UInt, _ b: Node, _ hashB: UInt, _ shift: UInt) -> Node {
    let bitA = bit(hashA, shift)
    let bitB = bit(hashB, shift)
    if bitA == bitB { return .branch(bits: bitA, [joined(a, hashA, b, hashB, shift + 5)]) }
    return .branch(bits: bitA | bitB, bitA < bitB ? [a, b] : [b, a])
  }

  private static func removing(_ key: Key, _ hash: UInt, from node: Node, _ shift: UInt, _ removed: inout Bool) -> Node?
  {
    switch node {
    case .branch(let bits, var children):
      let bit = bit(hash, shift)
      guard bits & bit != 0 else { return node }
      let at = index(bits, bit)
      if let child = removing(key, hash, from: children[at], shift + 5, &removed) {
        children[at] = child
        // A lone leaf moves up, so that a map that shrank is as shallow as one that never grew.
        if children.count == 1, case .branch = child {} else if children.count == 1 { return child }
        return .branch(bits: bits, children)
      }
      children.remove(at: at)
      if children.isEmpty { return nil }
      if children.count == 1, case .branch = children[0] {} else if children.count == 1 { return children[0] }
      return .branch(bits: bits & ~bit, children)
    case .leaf(let other, let found, _):
      guard other == hash, found == key else { return node }
      removed = true
      return nil
    case .collision(let other, var pairs):
      guard other == hash, let at = pairs.firstIndex(where: { $0.0 == key }) else { return node }
      removed = true
      pairs.remove(at: at)
      return pairs.count == 1 ? .leaf(hash: hash, pairs[0].0, pairs[0].1) : .collision(hash: hash, pairs)
    }
  }
}
