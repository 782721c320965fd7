/// The description of a service for the platform that runs it: the document `concord/service/v1`.
///
/// It is made from the `deployment:` section of a contract or, at run time, from a `ServiceSpecForm`. Numbers that nobody
/// gave are 0. Equal specs have equal texts, byte for byte.
public struct ServiceSpec: Hashable, Sendable {
  /// What the document calls itself in `spec`.
  public static let format = "concord/service/v1"
  /// The team of a service that names none.
  public static let defaultTeam = "development"

  /// The name of the service on its platform: a DNS label, such as `tenant-api`.
  public var serviceId: String
  /// What runs.
  public var service: Service
  /// How it is run.
  public var deployment: Deployment

  /// The program of a service.
  public struct Service: Hashable, Sendable {
    /// The container image; a service may get one later, as a bundle.
    public var image: String?
    /// TCP ports by name.
    public var ports: [String: Int]
    public var size: Size
    /// Environment variables by name.
    public var config: [String: String]

    public init(
      image: String? = nil, ports: [String: Int] = [:], size: Size = Size(), config: [String: String] = [:]
    ) {
      self.image = image
      self.ports = ports
      self.size = size
      self.config = config
    }
  }

  /// What an instance asks for, as written; `CPUQuantity` and `MemoryQuantity` are the values.
  public struct Size: Hashable, Sendable {
    /// Cores (`2`, `0.5`) or millicores (`500m`).
    public var cpu: String?
    /// Bytes with a unit (`256Mi`, `1G`).
    public var memory: String?

    public init(cpu: String? = nil, memory: String? = nil) {
      self.cpu = cpu
      self.memory = memory
    }
  }

  /// The deployment of a service.
  public struct Deployment: Hashable, Sendable {
    public var name: String
    /// The instances to start with.
    public var scale: Int
    public var meta: Meta

    public init(name: String, scale: Int, meta: Meta) {
      self.name = name
      self.scale = scale
      self.meta = meta
    }
  }

  /// What a deployment tells whoever asks; open for other members beside ours.
  public struct Meta: Hashable, Sendable {
    public var deploymentMeta: DeploymentMeta

    public init(deploymentMeta: DeploymentMeta = DeploymentMeta()) { self.deploymentMeta = deploymentMeta }
  }

  /// Where a deployment belongs and how it scales.
  public struct DeploymentMeta: Hashable, Sendable {
    public var environment: [String]
    public var team: String
    public var scaling: Scaling

    public init(
      environment: [String] = [], team: String = ServiceSpec.defaultTeam, scaling: Scaling = Scaling()
    ) {
      self.environment = environment
      self.team = team
      self.scaling = scaling
    }
  }

  /// Puts the document together.
  ///
  /// The instances to start with are the least that scaling allows, at least one; without scaling one.
  public init(
    serviceId: String, image: String? = nil, ports: [String: Int] = [:], size: Size = Size(),
    config: [String: String] = [:], environment: [String] = [], team: String = defaultTeam,
    scaling: SimpleScaling? = nil
  ) {
    self.serviceId = serviceId
    service = Service(image: image, ports: ports, size: size, config: config)
    let meta = DeploymentMeta(
      environment: environment, team: team, scaling: Scaling(simple: scaling.map { [serviceId: $0] } ?? [:]))
    deployment = Deployment(
      name: serviceId, scale: max(1, scaling?.minReplicas ?? 1), meta: Meta(deploymentMeta: meta))
  }

  /// How the service scales; nil when it does not.
  public var scaling: SimpleScaling? { deployment.meta.deploymentMeta.scaling.simple[serviceId] }
}
