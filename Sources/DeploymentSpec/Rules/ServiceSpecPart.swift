/// A part of a service spec, named as contracts and forms name it.
public enum ServiceSpecPart: Hashable, Sendable, CustomStringConvertible {
  case service, image, cpu, memory, scaling, hysteresis, minimum, maximum
  case port(String)
  case config(String)
  case up(ServiceSpec.Resource)
  case down(ServiceSpec.Resource)

  /// The path: `scaling.cpu.up`.
  public var description: String {
    switch self {
    case .service: "service"
    case .image: "image"
    case .cpu: "resources.cpu"
    case .memory: "resources.memory"
    case .scaling: "scaling"
    case .hysteresis: "scaling.hysteresis"
    case .minimum: "scaling.instances.min"
    case .maximum: "scaling.instances.max"
    case .port(let name): "ports.\(name)"
    case .config(let name): "config.\(name)"
    case .up(let resource): "scaling.\(resource.rawValue).up"
    case .down(let resource): "scaling.\(resource.rawValue).down"
    }
  }
}
