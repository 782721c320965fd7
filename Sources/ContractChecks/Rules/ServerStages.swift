/// The stages of the runtime by chain, in the order in which each depends on those before it.
private let builtIn: [(key: String, stages: [String])] = [
  ("connection", ["alive", "app", "instance", "cors", "event", "passport", "ready"]),
  ("packet", ["event", "performAction"]),
]

extension Rule {
  static let serverStage = Rule(
    "server-stage", "A stage that is named almost like one of the runtime is meant to be it.", severity: .warning
  ) { packages in
    chains(packages).flatMap { chain in
      chain.stages.compactMap { stage -> Finding? in
        if chain.known.contains(stage.value) { return nil }
        if let other = builtIn.first(where: { $0.stages.contains(stage.value) }) {
          return Finding(
            stage.position, "'\(stage.value)' is a stage of '\(other.key)', so here it would be one of your own",
            suggestion: "move it to '\(other.key)', or rename it")
        }
        return NearestName.of(stage.value, among: chain.known).map {
          Finding(
            stage.position, "'\(stage.value)' is no stage of the runtime, so it would be one of your own",
            suggestion: "did you mean '\($0)'?")
        }
      }
    }
  }

  static let stageOrder = Rule(
    "stage-order", "The runtime's stages stand in the order in which they depend on another."
  ) {
    packages in
    chains(packages).flatMap { chain in
      var last = -1
      return chain.stages.compactMap { stage -> Finding? in
        guard let index = chain.known.firstIndex(of: stage.value) else { return nil }
        defer { last = max(last, index) }
        guard index < last else { return nil }
        return Finding(
          stage.position, "'\(stage.value)' stands after '\(chain.known[last])', which depends on it",
          suggestion: "the order is \(chain.known.joined(separator: ", "))")
      }
    }
  }

  private static func chains(
    _ packages: [ContractPackage]
  ) -> [(stages: [ServerModel.Placed<String>], known: [String])] {
    sockets(packages).flatMap { [($0.connection, builtIn[0].stages), ($0.packet, builtIn[1].stages)] }
  }
}
