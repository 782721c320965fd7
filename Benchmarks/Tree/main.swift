// What a change of the client's tree costs, by the size of the tree and the depth of the change, and what it would cost with
// a dictionary of the same entities, which a change copies whole when somebody still looks at the old one.

import ConcordCore

/// Where a kind lies in the tree.
protocol Level: Sendable {
  static var names: [String] { get }
}

enum TenantLevel: Level { static let names = ["tenant"] }
enum AccountLevel: Level { static let names = ["tenant", "account"] }
enum EnvironmentLevel: Level { static let names = ["tenant", "account", "environment"] }
enum ServiceLevel: Level { static let names = ["tenant", "account", "environment", "service"] }

struct Node<L: Level>: Entity {
  struct Fields: FieldGroup {
    static var table: Fields { Fields() }
  }

  var keyValues: [String] = []
  var note = ""

  static var descriptor: EntityDescriptor {
    EntityDescriptor(
      name: L.names[L.names.count - 1], ancestors: L.names.dropLast(), keyField: "name",
      keyShapes: L.names.map { _ in .text })
  }
  static var blank: Node { Node() }
  static var fieldTable: FieldTable { FieldTable("note") }
  static var requiredFields: UInt64 { 0 }
  mutating func read(field: Int, from reader: inout JSONReader) { reader.read(&note) }
  func encode(to writer: inout JSONWriter, draft: Bool) {
    writer.beginObject()
    writer.write("\"note\":", note)
    writer.endObject()
  }
  static func serveStored(on registrar: some OperationRegistrar) {}
}

let levels = ServiceLevel.names

func node(_ path: EntityPath, note: String = "") -> any Entity {
  let keys = path.segments.map(\.key)
  switch keys.count {
  case 1: return Node<TenantLevel>(keyValues: keys, note: note)
  case 2: return Node<AccountLevel>(keyValues: keys, note: note)
  case 3: return Node<EnvironmentLevel>(keyValues: keys, note: note)
  default: return Node<ServiceLevel>(keyValues: keys, note: note)
  }
}

/// Paths of about `count` entities: the same number of children under each but the leaves, level by level.
func paths(_ count: Int) -> [EntityPath] {
  var width = 1
  while (1...4).reduce(0, { $0 + power(width + 1, $1) }) <= count { width += 1 }
  var all: [EntityPath] = []
  func add(_ parent: EntityPath, _ level: Int) {
    for i in 0..<width where all.count < count {
      let path = parent.appending(levels[level], "\(levels[level])-\(i)")
      all.append(path)
      if level + 1 < levels.count { add(path, level + 1) }
    }
  }
  add(EntityPath([]), 0)
  // What is left goes to services, a few more for each environment.
  var more = width
  while all.count < count {
    for environment in all where environment.entity == "environment" && all.count < count {
      all.append(environment.appending("service", "service-\(more)"))
    }
    more += 1
  }
  return all
}

func power(_ base: Int, _ exponent: Int) -> Int { (0..<exponent).reduce(1) { product, _ in product * base } }

/// Microseconds for one of `rounds` calls: the best of five runs.
func time(_ rounds: Int, _ body: (Int) -> Void) -> Double {
  let clock = ContinuousClock()
  let best = (0..<5).map { _ in clock.measure { for i in 0..<rounds { body(i) } } }.min() ?? .zero
  return best / .microseconds(1) / Double(rounds)
}

func column(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(0, width - text.count)) + text }
func number(_ value: Double) -> String {
  let tenths = Int((value * 10).rounded())
  return "\(tenths / 10).\(tenths % 10)"
}

print("  entities  a change of a    at depth    µs   µs with a dictionary")
for size in [1_000, 10_000, 100_000] {
  let all = paths(size)
  var tree = EntityTree()
  var table: [EntityPath: any Entity] = [:]
  for path in all {
    precondition(tree.insert(node(path), revision: 1))
    table[path] = node(path)
  }
  precondition(tree.count == size)
  for (depth, kind) in levels.enumerated() {
    let targets = all.filter { $0.entity == kind }
    let fresh = targets.map { node($0, note: "x") }
    let change = { (i: Int) -> EntityTree in
      var changed = tree
      precondition(changed.insert(fresh[i % fresh.count], revision: 2))
      return changed
    }
    let micros = time(2000) { _ = change($0) }
    let copies = time(max(2, 200_000 / size)) { i in
      var copy = table
      copy[targets[i % targets.count]] = fresh[i % fresh.count]
      withExtendedLifetime(copy) {}
    }
    print(
      column("\(size)", 10) + "  " + kind + column("\(depth + 1)", 25 - kind.count) + column(number(micros), 6)
        + column(number(copies), 23))
  }
}
