import ContractChecks
import DeploymentSpec

/// The plan of `deployment.mustache`: a service spec as a Swift value. What is as by default is not said.
struct DeploymentPlan {
  let spec: ServiceSpec

  init(_ deployment: DeploymentModel) { spec = deployment.spec }

  var value: TemplateValue {
    [
      "service": .text(spec.serviceId),
      "member": .text(SwiftNames.group(spec.serviceId)),
      "arguments": .text(filled(arguments)),
    ]
  }

  private var arguments: [String] {
    let meta = spec.deployment.meta.deploymentMeta
    let size = [("cpu", spec.service.size.cpu), ("memory", spec.service.size.memory)].compactMap { name, quantity in
      quantity.map { "\(name): \(quoted($0))" }
    }
    var arguments = ["serviceId: \(quoted(spec.serviceId))"]
    if let image = spec.service.image { arguments.append("image: \(quoted(image))") }
    if !spec.service.ports.isEmpty { arguments.append("ports: \(map(spec.service.ports) { String($0) })") }
    if !size.isEmpty { arguments.append("size: .init(\(size.joined(separator: ", ")))") }
    if !spec.service.config.isEmpty { arguments.append("config: \(map(spec.service.config, quoted))") }
    if !meta.environment.isEmpty {
      arguments.append("environment: [\(meta.environment.map(quoted).joined(separator: ", "))]")
    }
    if meta.team != ServiceSpec.defaultTeam { arguments.append("team: \(quoted(meta.team))") }
    if let scaling = spec.scaling { arguments.append("scaling: \(expression(scaling))") }
    return arguments
  }

  /// As many arguments on a line as fit.
  private func filled(_ arguments: [String]) -> String {
    var lines = [""]
    for argument in arguments {
      let last = lines[lines.count - 1]
      if last.isEmpty || last.count + argument.count > 110 {
        lines.append(argument)
      } else {
        lines[lines.count - 1] += ", " + argument
      }
    }
    return lines.dropFirst().joined(separator: ",\n      ")
  }

  private func expression(_ scaling: ServiceSpec.SimpleScaling) -> String {
    let thresholds = { (thresholds: ServiceSpec.Thresholds) in
      ".init(cpu: \(thresholds.cpu), memory: \(thresholds.memory))"
    }
    return ".init(scaleUp: \(thresholds(scaling.scaleUp)), scaleDown: \(thresholds(scaling.scaleDown)), "
      + "hysteresis: \(scaling.hysteresis), minReplicas: \(scaling.minReplicas), maxReplicas: \(scaling.maxReplicas))"
  }

  private func map<Value>(_ values: [String: Value], _ text: (Value) -> String) -> String {
    "[" + values.sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \(text($0.value))" }.joined(separator: ", ") + "]"
  }

  private func quoted(_ text: String) -> String { SwiftTypes.quoted(text) }
}
