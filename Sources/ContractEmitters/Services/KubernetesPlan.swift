import DeploymentSpec

/// The plans of `Templates/kubernetes`: what a service spec says, in the words of Kubernetes.
struct KubernetesPlan {
  let spec: ServiceSpec
  let image: String

  /// - Returns: nil without an image, since then there is nothing that a Deployment could run.
  init?(_ spec: ServiceSpec) {
    guard let image = spec.service.image else { return nil }
    self.spec = spec
    self.image = image
  }

  /// The scaling, as far as a HorizontalPodAutoscaler can do it: it needs a most and something to scale by.
  private var autoscaling: ServiceSpec.SimpleScaling? {
    guard let scaling = spec.scaling, scaling.maxReplicas > 0 else { return nil }
    return ServiceSpec.Resource.allCases.contains { scaling.scaleUp[$0] > 0 } ? scaling : nil
  }

  private var name: TemplateValue { .text(YAMLText.quoted(spec.serviceId)) }

  private var ports: TemplateValue {
    .list(
      spec.service.ports.sorted { $0.key < $1.key }.map { name, number in
        ["port": .text(YAMLText.quoted(name)), "number": .text(String(number))]
      })
  }

  /// The plan of `deployment.mustache`.
  var deployment: TemplateValue {
    let size = spec.service.size
    let meta = spec.deployment.meta.deploymentMeta
    let requests = [("cpu", size.cpu), ("memory", size.memory)].compactMap { resource, quantity in
      quantity.map { ["resource": .text(resource), "quantity": .text(YAMLText.quoted($0))] as TemplateValue }
    }
    return [
      "name": name,
      "team": .text(YAMLText.quoted(meta.team)),
      "environments": meta.environment.isEmpty
        ? [] : [["environment": .text(YAMLText.quoted(meta.environment.joined(separator: ",")))]],
      // Whoever applies the file again must not undo what the autoscaler did.
      "fixed": .flag(autoscaling == nil),
      "replicas": .text(String(spec.deployment.scale)),
      "image": .text(YAMLText.quoted(image)),
      "exposed": .flag(!spec.service.ports.isEmpty),
      "ports": ports,
      "configured": .flag(!spec.service.config.isEmpty),
      "variables": .list(
        spec.service.config.sorted { $0.key < $1.key }.map { name, value in
          ["variable": .text(YAMLText.quoted(name)), "value": .text(YAMLText.quoted(value))]
        }),
      "sized": .flag(!requests.isEmpty),
      "requests": .list(requests),
      // Beyond its memory a program is ended, beyond its processors it is only slow.
      "limited": .flag(size.memory != nil),
      "memory": .text(YAMLText.quoted(size.memory ?? "")),
    ]
  }

  /// The plan of `service.mustache`; nil for a service without ports.
  var service: TemplateValue? { spec.service.ports.isEmpty ? nil : ["name": name, "ports": ports] }

  /// The plan of `autoscaler.mustache`; nil for a service that does not scale by itself.
  var autoscaler: TemplateValue? {
    guard let scaling = autoscaling else { return nil }
    // An autoscaler has one target per load. When to shrink is noted for those who run the service.
    let notes: [(name: String, value: Int)] =
      [("scale-down-cpu", scaling.scaleDown.cpu), ("scale-down-memory", scaling.scaleDown.memory)]
      + [("hysteresis", scaling.hysteresis)]
    let given = notes.filter { $0.value > 0 }
    let metrics = ServiceSpec.Resource.allCases.filter { scaling.scaleUp[$0] > 0 }
    return [
      "name": name,
      "annotated": .flag(!given.isEmpty),
      "annotations": .list(
        given.map { ["annotation": .text($0.name), "value": .text(YAMLText.quoted(String($0.value)))] }),
      "least": .text(String(max(1, scaling.minReplicas))),
      "most": .text(String(scaling.maxReplicas)),
      "metrics": .list(
        metrics.map { ["resource": .text($0.rawValue), "percent": .text(String(scaling.scaleUp[$0]))] }),
    ]
  }
}
