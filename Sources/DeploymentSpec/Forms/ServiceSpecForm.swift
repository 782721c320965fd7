/// What a person filled in about a service, as it arrives from a form: numbers may be texts, and anything may be missing.
///
/// `spec()` makes the document by the rules that hold for contracts: the team is `development` by default, the environment
/// `[]`, a missing number 0, and without `scaling` the service does not scale. An empty text is a missing one. Nothing is
/// refused here; `spec().problems()` tells what is wrong, and `checkedSpec()` throws it.
public struct ServiceSpecForm: Hashable, Sendable {
  /// The name of the service; a DNS label.
  public var serviceId: String
  public var team: String?
  public var environment: [String]?
  public var image: String?
  public var ports: [String: FormNumber]?
  public var resources: ServiceSpec.Size?
  public var config: [String: String]?
  /// Given, even if empty: the service scales.
  public var scaling: Scaling?

  public init(
    serviceId: String, team: String? = nil, environment: [String]? = nil, image: String? = nil,
    ports: [String: FormNumber]? = nil, resources: ServiceSpec.Size? = nil, config: [String: String]? = nil,
    scaling: Scaling? = nil
  ) {
    self.serviceId = serviceId
    self.team = team
    self.environment = environment
    self.image = image
    self.ports = ports
    self.resources = resources
    self.config = config
    self.scaling = scaling
  }

  /// How the service is to scale.
  public struct Scaling: Hashable, Sendable {
    public var cpu: Thresholds?
    public var memory: Thresholds?
    public var hysteresis: FormNumber?
    public var instances: Instances?

    public init(
      cpu: Thresholds? = nil, memory: Thresholds? = nil, hysteresis: FormNumber? = nil, instances: Instances? = nil
    ) {
      self.cpu = cpu
      self.memory = memory
      self.hysteresis = hysteresis
      self.instances = instances
    }
  }

  /// The loads, in percent, at which instances come and go.
  public struct Thresholds: Hashable, Sendable {
    public var up: FormNumber?
    public var down: FormNumber?

    public init(up: FormNumber? = nil, down: FormNumber? = nil) {
      self.up = up
      self.down = down
    }
  }

  /// How many instances there may be.
  public struct Instances: Hashable, Sendable {
    public var min: FormNumber?
    public var max: FormNumber?

    public init(min: FormNumber? = nil, max: FormNumber? = nil) {
      self.min = min
      self.max = max
    }
  }
}

extension ServiceSpecForm {
  /// The document that the form stands for, right or wrong.
  public func spec() -> ServiceSpec {
    ServiceSpec(
      serviceId: serviceId, image: filled(image), ports: (ports ?? [:]).mapValues(\.value),
      size: ServiceSpec.Size(cpu: filled(resources?.cpu), memory: filled(resources?.memory)), config: config ?? [:],
      environment: environment ?? [], team: filled(team) ?? ServiceSpec.defaultTeam, scaling: scaling?.simple)
  }

  /// The document, if nothing is wrong with it.
  ///
  /// - Throws: `ServiceSpecError` with every problem that is an error.
  public func checkedSpec() throws(ServiceSpecError) -> ServiceSpec { try spec().checked() }

  private func filled(_ text: String?) -> String? { text.flatMap { $0.isEmpty ? nil : $0 } }
}

extension ServiceSpecForm.Scaling {
  /// The scaling as the document has it.
  var simple: ServiceSpec.SimpleScaling {
    ServiceSpec.SimpleScaling(
      scaleUp: ServiceSpec.Thresholds(cpu: cpu?.up?.value ?? 0, memory: memory?.up?.value ?? 0),
      scaleDown: ServiceSpec.Thresholds(cpu: cpu?.down?.value ?? 0, memory: memory?.down?.value ?? 0),
      hysteresis: hysteresis?.value ?? 0, minReplicas: instances?.min?.value ?? 0,
      maxReplicas: instances?.max?.value ?? 0)
  }
}
