import SampleContracts
import Testing

@testable import ConcordCore

@Suite struct EntityTreeTests {
  private static func sample() -> EntityTree {
    var tree = EntityTree()
    let entities: [any Entity] = [
      Tenant(name: "acme"), Tenant(name: "beta"), Account(tenant: "acme", name: "prod", provider: .aws),
      Account(tenant: "acme", name: "dev", provider: .azure), Account(tenant: "beta", name: "prod", provider: .aws),
      Environment(tenant: "acme", account: "prod", name: "env1"),
      Service(tenant: "acme", account: "prod", environment: "env1", name: "api"),
      Ticket(tenant: "acme", number: 7, text: "x"),
    ]
    for (i, entity) in entities.enumerated() { _ = tree.insert(entity, revision: i + 1) }
    return tree
  }

  @Test func typedAccess() throws {
    let tree = Self.sample()
    #expect(tree.count == 8)
    #expect(tree.roots(Tenant.self).map(\.name) == ["acme", "beta"])
    let acme = try #require(tree.branch(Tenant.key(name: "acme")))
    #expect(acme.accounts.map(\.name) == ["dev", "prod"])
    #expect(acme.accounts[1].environments[0].services.map(\.name) == ["api"])
    #expect(acme.tickets.map(\.text) == ["x"])
    #expect(tree[Account.key(tenant: "beta", name: "prod")]?.provider == .aws)
    #expect(tree[Account.key(tenant: "gamma", name: "prod")] == nil)
    #expect(acme.revision == 1)
  }

  @Test func parentsFirst() {
    var lines: [String] = []
    Self.sample().forEach { entity, depth in
      lines.append(String(repeating: " ", count: depth) + entity.path.description)
    }
    #expect(
      lines == [
        "/tenant/acme", " /tenant/acme/account/dev", " /tenant/acme/account/prod",
        "  /tenant/acme/account/prod/environment/env1", "   /tenant/acme/account/prod/environment/env1/service/api",
        " /tenant/acme/ticket/7", "/tenant/beta", " /tenant/beta/account/prod",
      ])
  }

  @Test func orphansAreRefused() {
    var tree = EntityTree()
    let isTaken = tree.insert(Account(tenant: "acme", name: "prod", provider: .aws), revision: 1)
    #expect(!isTaken)
    #expect(tree.count == 0)
  }

  @Test func removeTakesTheBranchLeavesFirst() {
    var tree = Self.sample()
    let before = tree
    let gone = tree.remove(Account.key(tenant: "acme", name: "prod").path)
    #expect(
      gone.map(\.description) == [
        "/tenant/acme/account/prod/environment/env1/service/api", "/tenant/acme/account/prod/environment/env1",
        "/tenant/acme/account/prod",
      ])
    #expect(tree.count == 5 && before.count == 8)
    #expect(before.contains(Account.key(tenant: "acme", name: "prod").path))
    let again = tree.remove(Account.key(tenant: "acme", name: "prod").path)
    #expect(again.isEmpty)
  }

  @Test func updateKeepsTheChildren() {
    var tree = Self.sample()
    let isTaken = tree.insert(Tenant(name: "acme", title: "Acme Ltd"), revision: 20)
    #expect(isTaken)
    #expect(tree.count == 8)
    #expect(tree.branch(Tenant.key(name: "acme"))?.title == "Acme Ltd")
    #expect(tree.branch(Tenant.key(name: "acme"))?.accounts.count == 2)
    #expect(tree.revision(Tenant.key(name: "acme").path) == 20)
  }

  @Test func untypedQuestions() throws {
    let tree = Self.sample()
    let account = Account.key(tenant: "acme", name: "prod").path
    #expect(tree.entries(within: account).map(\.revision) == [3, 6, 7])
    #expect(tree.entries(of: ["tenant", "account"]).map(\.path.description).count == 3)
    #expect(tree.entries(of: ["account"]).isEmpty)
    let chain = ["tenant", "account", "environment", "service"]
    let short = try #require(EntityPath("/tenant/acme/service/api"))
    #expect(
      tree.paths(matching: short, chain: chain, limit: 2).map(\.description) == [
        "/tenant/acme/account/prod/environment/env1/service/api"
      ])
    let prod = try #require(EntityPath("/account/prod"))
    #expect(tree.paths(matching: prod, chain: ["tenant", "account"], limit: 9).count == 2)
    #expect(tree.paths(matching: prod, chain: ["tenant", "account"], limit: 1).count == 1)
  }

  /// The tree against a dictionary of paths; trees kept from earlier must stay as they were.
  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func behavesAsADictionary(_ seed: UInt64) {
    var random = SeededRandom(seed)
    var tree = EntityTree()
    var model: [EntityPath: Int] = [:]
    var kept: [(EntityTree, [EntityPath: Int])] = []
    for step in 1...1200 {
      let names = (0..<4).map { _ in "n\(Int.random(in: 0..<5, using: &random))" }
      let entity: any Entity =
        switch Int.random(in: 0..<5, using: &random) {
        case 0: Tenant(name: names[0])
        case 1: Account(tenant: names[0], name: names[1], provider: .aws)
        case 2: Environment(tenant: names[0], account: names[1], name: names[2])
        case 3: Service(tenant: names[0], account: names[1], environment: names[2], name: names[3])
        default: Ticket(tenant: names[0], number: Int.random(in: 0..<5, using: &random), text: "")
        }
      let path = entity.path
      if Int.random(in: 0..<8, using: &random) == 0 {
        let gone = tree.remove(path)
        let expected = model.keys.filter { $0.isWithin(path) }
        #expect(Set(gone) == Set(expected) && gone.count == expected.count)
        for path in expected { model[path] = nil }
      } else {
        let isPossible = path.parent.map { model[$0] != nil } ?? true
        let isTaken = tree.insert(entity, revision: step)
        #expect(isTaken == isPossible)
        if isPossible { model[path] = step }
      }
      #expect(tree.count == model.count)
      if step % 200 == 0 { kept.append((tree, model)) }
    }
    for (tree, model) in kept {
      var found: [EntityPath: Int] = [:]
      var last: [EntityPath] = []
      tree.forEach { entity, depth in
        last.removeLast(last.count - depth)
        if let parent = last.last { #expect(entity.path.parent == parent) }
        last.append(entity.path)
        found[entity.path] = tree.revision(entity.path)
      }
      #expect(found == model && tree.count == model.count)
    }
  }

  /// What a change allocates: nodes of the tree, branches of its maps, and the slots of those branches.
  private struct Cost: Equatable {
    var nodes = 0, branches = 0, slots = 0
    var all: Int { nodes + branches }
  }

  private static func storage(_ tree: EntityTree) -> (nodes: Set<ObjectIdentifier>, branches: [UnsafeRawPointer: Int]) {
    var nodes: Set<ObjectIdentifier> = []
    var branches: [UnsafeRawPointer: Int] = [:]
    func visit(_ children: EntityTree.Children) {
      for kind in children.kinds {
        kind.nodes.forEachBranch { branches[$0] = $1 }
        kind.nodes.forEach { _, node in
          nodes.insert(ObjectIdentifier(node))
          visit(node.children)
        }
      }
    }
    visit(tree.roots)
    return (nodes, branches)
  }

  private static func cost(_ tree: EntityTree, _ change: (inout EntityTree) -> Void) -> Cost {
    let before = storage(tree)
    var changed = tree
    change(&changed)
    let after = storage(changed)
    let fresh = after.branches.filter { before.branches[$0.key] == nil }
    return Cost(
      nodes: after.nodes.subtracting(before.nodes).count, branches: fresh.count, slots: fresh.values.reduce(0, +))
  }

  private static func tree(tenants: Int, accounts: Int, environments: Int) -> EntityTree {
    var tree = EntityTree()
    for t in 0..<tenants {
      _ = tree.insert(Tenant(name: "t\(t)"), revision: 1)
      for a in 0..<accounts {
        _ = tree.insert(Account(tenant: "t\(t)", name: "a\(a)", provider: .aws), revision: 1)
        for e in 0..<environments {
          _ = tree.insert(Environment(tenant: "t\(t)", account: "a\(a)", name: "e\(e)"), revision: 1)
        }
      }
    }
    return tree
  }

  @Test func costOfAChangeGrowsWithDepthNotWithSize() {
    let small = Self.tree(tenants: 10, accounts: 10, environments: 9)
    let large = Self.tree(tenants: 10, accounts: 100, environments: 99)
    #expect(small.count == 1010 && large.count == 100_010)
    func costs(_ tree: EntityTree) -> [Cost] {
      [
        Self.cost(tree) { _ = $0.insert(Tenant(name: "t5", title: "x"), revision: 2) },
        Self.cost(tree) { _ = $0.insert(Account(tenant: "t5", name: "a5", provider: .azure), revision: 2) },
        Self.cost(tree) { _ = $0.insert(Environment(tenant: "t5", account: "a5", name: "e5"), revision: 2) },
        Self.cost(tree) { _ = $0.insert(Environment(tenant: "t5", account: "a5", name: "new"), revision: 2) },
        Self.cost(tree) { _ = $0.remove(Environment.key(tenant: "t5", account: "a5", name: "e5").path) },
      ]
    }
    let depth = [1, 2, 3, 3, 3]
    let few = costs(small)
    let many = costs(large)
    for (i, depth) in depth.enumerated() {
      // One node for each level on the way (none for what was removed), and in each level's map the branches on the
      // way: with 32 children to a branch, one or two for ten entities and up to four for a hundred whose hashes lie
      // badly.
      #expect(many[i].nodes <= depth && many[i].nodes == few[i].nodes)
      #expect(many[i].branches <= 4 * depth && many[i].slots <= 4 * 32 * depth, "\(many[i])")
      #expect(many[i].all - few[i].all <= 3 * depth, "\(few[i]) → \(many[i])")
    }
  }
}
