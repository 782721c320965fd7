extension KeyTable {
  static let deployment = KeyTable(
    section: "a deployment",
    known: ["service", "team", "environment", "image", "ports", "resources", "config", "scaling"])
  static let resources = KeyTable(section: "resources", known: ["cpu", "memory"])
  static let scaling = KeyTable(section: "scaling", known: ["cpu", "memory", "hysteresis", "instances"])
  static let thresholds = KeyTable(section: "a pair of thresholds", known: ["up", "down"])
  static let instances = KeyTable(section: "instances", known: ["min", "max"])
}

extension NodeReader {
  /// The `deployment:` section of a file, or nil. What its values may be is up to the rules about service specs.
  ///
  /// - Parameter name: the name of the entity or service, which names a service that has no other.
  mutating func deployment(of sections: Section, name: String) -> DeploymentModel? {
    let errors = diagnostics.errorCount
    guard let node = sections["deployment"], let section = section(node, .deployment) else { return nil }
    let position = sections.place(of: "deployment")
    var deployment = DeploymentModel(service: .init(name, at: position), position: position)
    if let node = section["service"], let service = placedText(node, "service") { deployment.service = service }
    deployment.team = section["team"].flatMap { placedText($0, "team") }
    if let node = section["environment"], let names = texts(node, "environment") {
      deployment.environment = names.map { .init($0.text, at: $0.position) }
    }
    deployment.image = section["image"].flatMap { placedText($0, "image") }
    if let node = section["ports"], let entries = entries(node, "ports") {
      deployment.ports = entries.compactMap { entry in
        placedInteger(entry.value, "a port").map { .init(name: .init(entry.key, at: entry.keyPosition), value: $0) }
      }
    }
    if let node = section["resources"], let resources = self.section(node, .resources) {
      deployment.cpu = resources["cpu"].flatMap { placedText($0, "cpu") }
      deployment.memory = resources["memory"].flatMap { placedText($0, "memory") }
    }
    if let node = section["config"], let entries = entries(node, "config") {
      deployment.config = entries.compactMap { entry in
        placedText(entry.value, "a value of config").map {
          .init(name: .init(entry.key, at: entry.keyPosition), value: $0)
        }
      }
    }
    if let node = section["scaling"], !node.isNull { deployment.scaling = scaling(node, section) }
    deployment.isWhole = diagnostics.errorCount == errors
    return deployment
  }

  private mutating func scaling(_ node: YAMLNode, _ deployment: Section) -> DeploymentModel.Scaling? {
    guard let section = section(node, .scaling) else { return nil }
    var scaling = DeploymentModel.Scaling(position: deployment.place(of: "scaling"))
    if let node = section["cpu"] { scaling.cpu = thresholds(node) }
    if let node = section["memory"] { scaling.memory = thresholds(node) }
    scaling.hysteresis = section["hysteresis"].flatMap { placedInteger($0, "hysteresis") }
    if let node = section["instances"], let instances = self.section(node, .instances) {
      scaling.minimum = instances["min"].flatMap { placedInteger($0, "min") }
      scaling.maximum = instances["max"].flatMap { placedInteger($0, "max") }
    }
    return scaling
  }

  private mutating func thresholds(_ node: YAMLNode) -> DeploymentModel.Thresholds {
    guard let section = section(node, .thresholds) else { return DeploymentModel.Thresholds() }
    return DeploymentModel.Thresholds(
      up: section["up"].flatMap { placedInteger($0, "up") }, down: section["down"].flatMap { placedInteger($0, "down") }
    )
  }

  private mutating func placedText(_ node: YAMLNode, _ what: String) -> DeploymentModel.Placed<String>? {
    text(node, what).map { .init($0, at: node.position) }
  }

  private mutating func placedInteger(_ node: YAMLNode, _ what: String) -> DeploymentModel.Placed<Int>? {
    // Every rule about a number has a narrower range; beyond this one it could not be written as JSON.
    let most = (1 << 53) - 1
    return integer(node, what, in: -most...most).map { .init($0, at: node.position) }
  }
}
