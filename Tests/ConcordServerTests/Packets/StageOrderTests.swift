import Testing

@testable import ConcordServer

/// Chains in the order of what their stages depend on.
@Suite struct StageOrderTests {
  private static func sorted(_ nodes: [StageOrder.Node]) throws -> [String] {
    try StageOrder.sort(nodes).map { nodes[$0].name }
  }

  @Test func whatDependsComesAfter() throws {
    #expect(
      try Self.sorted([
        .init(name: "c", dependencies: ["b"]), .init(name: "b", dependencies: ["a"]), .init(name: "a"),
        .init(name: "d"),
      ]) == ["a", "b", "c", "d"])
  }

  @Test func withoutDependenciesTheGivenOrderStays() throws {
    #expect(try Self.sorted([.init(name: "b"), .init(name: "a"), .init(name: "c")]) == ["b", "a", "c"])
  }

  @Test func whatMayBeAbsentIsNoFault() throws {
    #expect(
      try Self.sorted([
        .init(name: "ready", after: ["app", "cors"]), .init(name: "cors", after: ["app"]),
        .init(name: "own", dependents: ["cors", "absent"]),
      ]) == ["own", "cors", "ready"])
  }

  @Test func faultsAreToldTogether() {
    #expect(
      throws: StageOrderError(faults: [
        "two stages are called 'a'", "the stage 'b' depends on 'x', which the chain does not have",
        "the stage 'b' depends on 'y', which the chain does not have",
      ])
    ) { try StageOrder.sort([.init(name: "a"), .init(name: "a"), .init(name: "b", dependencies: ["x", "y"])]) }
  }

  @Test func circlesAreNamed() {
    #expect(throws: StageOrderError(faults: ["the stages 'b', 'd', 'c' depend on each other in a circle"])) {
      try StageOrder.sort([
        .init(name: "a"), .init(name: "z", dependencies: ["b"]), .init(name: "b", dependencies: ["d"]),
        .init(name: "c", dependencies: ["b"]), .init(name: "d", dependencies: ["c"]),
      ])
    }
    #expect(throws: StageOrderError(faults: ["the stages 'a' depend on each other in a circle"])) {
      try StageOrder.sort([.init(name: "a", dependencies: ["a"])])
    }
  }
}
