/// Puts stages into an order in which each comes after those that it depends on.
enum StageOrder {
  struct Node {
    let name: String
    /// Stages that have to be there, and come before.
    var dependencies: [String] = []
    /// Stages that come before if they are there.
    var after: [String] = []
    /// Stages that come after if they are there.
    var dependents: [String] = []
  }

  /// - Returns: the places of the nodes in their order; where there is a choice, the order in which they are given.
  /// - Throws: what is wrong, a clause for each.
  static func sort(_ nodes: [Node]) throws(StageOrderError) -> [Int] {
    var faults: [String] = []
    var places: [String: Int] = [:]
    for (place, node) in nodes.enumerated() {
      if places.updateValue(place, forKey: node.name) != nil { faults.append("two stages are called '\(node.name)'") }
    }
    var before = [Set<Int>](repeating: [], count: nodes.count)
    for (place, node) in nodes.enumerated() {
      for name in node.dependencies {
        guard let other = places[name] else {
          faults.append("the stage '\(node.name)' depends on '\(name)', which the chain does not have")
          continue
        }
        before[place].insert(other)
      }
      for name in node.after { if let other = places[name] { before[place].insert(other) } }
      for name in node.dependents { if let other = places[name] { before[other].insert(place) } }
    }
    guard faults.isEmpty else { throw StageOrderError(faults: faults) }
    var order: [Int] = []
    var isPlaced = [Bool](repeating: false, count: nodes.count)
    while order.count < nodes.count {
      let next = nodes.indices.first { place in !isPlaced[place] && before[place].allSatisfy { isPlaced[$0] } }
      guard let next else {
        let names = circle(before, isPlaced).map { "'\(nodes[$0].name)'" }
        throw StageOrderError(faults: ["the stages \(names.joined(separator: ", ")) depend on each other in a circle"])
      }
      isPlaced[next] = true
      order.append(next)
    }
    return order
  }

  /// Some circle among those that are not placed, in the order in which each waits for the next.
  private static func circle(_ before: [Set<Int>], _ isPlaced: [Bool]) -> [Int] {
    var path: [Int] = []
    var place = isPlaced.firstIndex(of: false)
    while let here = place {
      if let start = path.firstIndex(of: here) { return Array(path[start...]) }
      path.append(here)
      place = before[here].filter { !isPlaced[$0] }.min()
    }
    return path
  }
}

struct StageOrderError: Error, Equatable {
  let faults: [String]
}
