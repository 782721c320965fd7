public import DeploymentSpec

extension DeploymentModel {
  /// The service spec that the section stands for: absent numbers are 0, the team is `development` by default.
  public var spec: ServiceSpec {
    ServiceSpec(
      serviceId: service.value, image: image?.value,
      ports: Dictionary(ports.map { ($0.name.value, $0.value.value) }, uniquingKeysWith: { first, _ in first }),
      size: ServiceSpec.Size(cpu: cpu?.value, memory: memory?.value),
      config: Dictionary(config.map { ($0.name.value, $0.value.value) }, uniquingKeysWith: { first, _ in first }),
      environment: environment.map(\.value), team: team?.value ?? ServiceSpec.defaultTeam, scaling: scaling?.simple)
  }

  /// Where a part of the spec stands; for what is absent, where it belongs.
  func position(of part: ServiceSpecPart) -> SourcePosition {
    let found: SourcePosition? =
      switch part {
      case .service: service.position
      case .image: image?.position
      case .cpu: cpu?.position
      case .memory: memory?.position
      case .port(let name): ports.first { $0.name.value == name }?.name.position
      case .config(let name): config.first { $0.name.value == name }?.name.position
      case .scaling: scaling?.position
      case .hysteresis: scaling?.hysteresis?.position
      case .minimum: scaling?.minimum?.position
      case .maximum: scaling?.maximum?.position
      case .up(let resource): scaling?[resource].up?.position
      case .down(let resource): scaling?[resource].down?.position
      }
    return found ?? scaling?.position ?? position
  }
}

extension DeploymentModel.Scaling {
  fileprivate var simple: ServiceSpec.SimpleScaling {
    ServiceSpec.SimpleScaling(
      scaleUp: ServiceSpec.Thresholds(cpu: cpu.up?.value ?? 0, memory: memory.up?.value ?? 0),
      scaleDown: ServiceSpec.Thresholds(cpu: cpu.down?.value ?? 0, memory: memory.down?.value ?? 0),
      hysteresis: hysteresis?.value ?? 0, minReplicas: minimum?.value ?? 0, maxReplicas: maximum?.value ?? 0)
  }

  fileprivate subscript(resource: ServiceSpec.Resource) -> DeploymentModel.Thresholds {
    resource == .cpu ? cpu : memory
  }
}
