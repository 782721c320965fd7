/// The `deployment:` section of an entity or service, as written: what is absent is nil or empty here. The room
/// `DeploymentSpec` says what such a section stands for.
public struct DeploymentModel: Sendable {
  /// A value and where it stands.
  public struct Placed<Value: Sendable>: Sendable {
    public var value: Value
    public var position: SourcePosition

    public init(_ value: Value, at position: SourcePosition) {
      self.value = value
      self.position = position
    }
  }

  /// A named value; the name has a place of its own.
  public struct Entry<Value: Sendable>: Sendable {
    public var name: Placed<String>
    public var value: Placed<Value>

    public init(name: Placed<String>, value: Placed<Value>) {
      self.name = name
      self.value = value
    }
  }

  /// `{ up: 80, down: 20 }`, in percent.
  public struct Thresholds: Sendable {
    public var up: Placed<Int>?
    public var down: Placed<Int>?

    public init(up: Placed<Int>? = nil, down: Placed<Int>? = nil) {
      self.up = up
      self.down = down
    }
  }

  /// The `scaling:` section.
  public struct Scaling: Sendable {
    public var cpu: Thresholds
    public var memory: Thresholds
    public var hysteresis: Placed<Int>?
    /// `instances: { min: 2, max: 10 }`
    public var minimum: Placed<Int>?
    public var maximum: Placed<Int>?
    /// Where the key `scaling` stands.
    public var position: SourcePosition

    public init(
      cpu: Thresholds = Thresholds(), memory: Thresholds = Thresholds(), hysteresis: Placed<Int>? = nil,
      minimum: Placed<Int>? = nil, maximum: Placed<Int>? = nil, position: SourcePosition
    ) {
      self.cpu = cpu
      self.memory = memory
      self.hysteresis = hysteresis
      self.minimum = minimum
      self.maximum = maximum
      self.position = position
    }
  }

  /// The service id; where none is written, the name of the entity or service, placed at the key `deployment`.
  public var service: Placed<String>
  public var team: Placed<String>?
  public var environment: [Placed<String>] = []
  public var image: Placed<String>?
  public var ports: [Entry<Int>] = []
  /// `resources: { cpu: 500m, memory: 256Mi }`
  public var cpu: Placed<String>?
  public var memory: Placed<String>?
  public var config: [Entry<String>] = []
  public var scaling: Scaling?
  /// Whether all that is written could be read. If not, what is absent here may well be there.
  public var isWhole = true
  /// Where the key `deployment` stands.
  public var position: SourcePosition

  public init(service: Placed<String>, position: SourcePosition) {
    self.service = service
    self.position = position
  }
}
