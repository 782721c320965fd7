extension ServiceSpecRule {
  static let percent = ServiceSpecRule("scaling-percent", "Thresholds and hysteresis are 0 to 100 percent.") { spec in
    guard let scaling = spec.scaling else { return [] }
    let thresholds: [(ServiceSpecPart, Int)] = ServiceSpec.Resource.allCases.flatMap { resource in
      [(.up(resource), scaling.scaleUp[resource]), (.down(resource), scaling.scaleDown[resource])]
    }
    return (thresholds + [(.hysteresis, scaling.hysteresis)]).filter { !(0...100).contains($0.1) }.map {
      Finding($0.0, "\($0.1) is not within 0 to 100 percent")
    }
  }

  static let replicas = ServiceSpecRule("scaling-replicas", "A number of instances is not negative.") { spec in
    guard let scaling = spec.scaling else { return [] }
    let counts: [(ServiceSpecPart, Int)] = [(.minimum, scaling.minReplicas), (.maximum, scaling.maxReplicas)]
    return counts.filter { $0.1 < 0 }.map { Finding($0.0, "there cannot be \($0.1) instances") }
  }

  static let instances = ServiceSpecRule("scaling-instances", "A service may have as many instances as it must.") {
    spec in
    guard let scaling = spec.scaling, scaling.minReplicas > scaling.maxReplicas else { return [] }
    return [
      Finding(
        .minimum, "'min' is \(scaling.minReplicas) and 'max' is \(scaling.maxReplicas)",
        suggestion: scaling.maxReplicas == 0 ? "give 'max'" : "give the smaller one as 'min'",
        isAbsence: scaling.maxReplicas == 0)
    ]
  }

  static let thresholds = ServiceSpecRule(
    "scaling-thresholds", "A service that scales by a load shrinks below the load at which it grows."
  ) { spec in
    guard let scaling = spec.scaling else { return [] }
    return ServiceSpec.Resource.allCases.compactMap { resource in
      let (up, down) = (scaling.scaleUp[resource], scaling.scaleDown[resource])
      // Both 0: this load does not count.
      guard down >= up, down != 0 else { return nil }
      return Finding(
        .down(resource),
        up == 0
          ? "the service shrinks below \(down) percent \(resource.rawValue) and never grows"
          : "the service shrinks below \(down) percent \(resource.rawValue) and grows above \(up)",
        suggestion: up == 0 ? "give 'up'" : "give a 'down' that is less than 'up'", isAbsence: up == 0)
    }
  }

  static let image = ServiceSpecRule("scaling-image", "A service that scales has an image.") { spec in
    guard spec.scaling != nil, spec.service.image == nil else { return [] }
    return [
      Finding(
        .scaling, "a service that scales needs an image that its new instances run", suggestion: "give 'image'",
        isAbsence: true)
    ]
  }

  static let request = ServiceSpecRule(
    "scaling-request", "What a service scales by, it asks for: the percentages are of that.", isWarning: true
  ) { spec in
    guard let scaling = spec.scaling else { return [] }
    return ServiceSpec.Resource.allCases.compactMap { resource in
      let asked = resource == .cpu ? spec.service.size.cpu : spec.service.size.memory
      guard scaling.scaleUp[resource] > 0, asked == nil else { return nil }
      return Finding(
        .up(resource), "a percentage of the \(resource.rawValue) that the service asks for, and it asks for none",
        suggestion: "give 'resources: { \(resource.rawValue): \(resource == .cpu ? "500m" : "256Mi") }'",
        isAbsence: true)
    }
  }
}
