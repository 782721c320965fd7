extension ServiceSpec {
  /// The scaling of a deployment. Without any the document has `{}`, never `{"simple": {}}`.
  public struct Scaling: Hashable, Sendable {
    /// Scaling by thresholds, by service id.
    public var simple: [String: SimpleScaling]

    public init(simple: [String: SimpleScaling] = [:]) { self.simple = simple }
  }

  /// When to add and remove instances, and how many there may be. 0 stands for what was not given.
  public struct SimpleScaling: Hashable, Sendable {
    /// Above these an instance is added.
    public var scaleUp: Thresholds
    /// Below these an instance is removed.
    public var scaleDown: Thresholds
    /// How far, in percent points, a load must leave a threshold behind before it counts.
    public var hysteresis: Int
    public var minReplicas: Int
    public var maxReplicas: Int

    public init(
      scaleUp: Thresholds = Thresholds(), scaleDown: Thresholds = Thresholds(), hysteresis: Int = 0,
      minReplicas: Int = 0, maxReplicas: Int = 0
    ) {
      self.scaleUp = scaleUp
      self.scaleDown = scaleDown
      self.hysteresis = hysteresis
      self.minReplicas = minReplicas
      self.maxReplicas = maxReplicas
    }
  }

  /// Loads in percent of what an instance asks for; 0 means that this load does not count.
  public struct Thresholds: Hashable, Sendable {
    public var cpu: Int
    public var memory: Int

    public init(cpu: Int = 0, memory: Int = 0) {
      self.cpu = cpu
      self.memory = memory
    }

    /// The threshold of one resource.
    public subscript(resource: Resource) -> Int { resource == .cpu ? cpu : memory }
  }

  /// What a service scales by.
  public enum Resource: String, Hashable, Sendable, CaseIterable {
    case cpu, memory
  }
}
