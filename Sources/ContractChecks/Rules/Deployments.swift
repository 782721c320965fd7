import DeploymentSpec

extension Rule {
  /// The rules about service specs, applied to `deployment:` sections.
  static let deployments: [Rule] = ServiceSpecRule.all.map { rule in
    Rule(rule.id, rule.purpose, severity: rule.isWarning ? .warning : .error) { packages in
      packages.flatMap { $0.contracts.compactMap { $0.deployment } }.flatMap { deployment in
        rule.check(deployment.spec).filter { deployment.isWhole || !$0.isAbsence }.map {
          Finding(deployment.position(of: $0.part), $0.message, suggestion: $0.suggestion)
        }
      }
    }
  }

  static let serviceClash = Rule("deployment-clash", "The deployments of one run have different names.") { packages in
    var services = Claims()
    var members = Claims()
    for package in packages {
      for contract in package.contracts {
        guard let service = contract.deployment?.service else { continue }
        let found = services.findings.count
        services.claim(service.value, for: contract.title, at: service.position, kind: "service")
        guard services.findings.count == found else { continue }
        members.claim(
          SwiftNames.group(service.value), for: "the service '\(service.value)'", at: service.position,
          kind: "Swift name")
      }
    }
    return services.findings + members.findings
  }
}
