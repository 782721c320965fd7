import ConcordCore
import ReferenceContracts

/// Machines that customers order. This server also plays the programs that make and unmake them, which are elsewhere in a
/// real system: after each order it reports their steps, a moment apart.
struct Deployments: DeploymentHandler {
  func create(_ input: Deployment, _ context: RequestContext) async throws -> DeploymentCreateOutput {
    var order = input
    order.customerId = context.principal.attribute("customerId") ?? context.principal.name ?? ""
    let deployment = try await context.entities.create(order, context)
    let key = deployment.key
    work(on: key, context) {
      try await report(key, .info, "a host was found", context)
      try await change(key, context) { $0.status = .provisioning }
      try await report(key, .info, "the machine has started", context)
      try await change(key, context) { deployment in
        deployment.status = .active
        deployment.runtime = MachineRuntime(publicIp: "203.0.113.7", privateIp: "10.0.0.7", sshUser: "admin")
      }
    }
    return DeploymentCreateOutput(deploymentId: deployment.id)
  }

  func delete(_ input: Key<Deployment>, _ context: RequestContext) async throws -> Empty {
    try await change(input, context) { $0.status = .deleting }
    work(on: input, context) {
      try await report(input, .info, "the machine has stopped", context)
      // Who owns what is gone cannot be asked any more: the line goes out first.
      try await pause()
      _ = try await context.entities.delete(input, context)
    }
    return Empty()
  }

  // MARK: The programs

  /// Runs the steps of a program after the answer; what fails is the deployment's last error.
  private func work(
    on key: Key<Deployment>, _ context: RequestContext, _ steps: @escaping @Sendable () async throws -> Void
  ) {
    Task {
      do {
        try await steps()
      } catch {
        _ = try? await change(key, context) { deployment in
          deployment.status = .error
          deployment.lastError = DeploymentProblem(code: "PROVISIONING_FAILED", message: "\(error)")
        }
      }
    }
  }

  private func change(
    _ key: Key<Deployment>, _ context: RequestContext, _ change: @Sendable (inout Deployment) -> Void
  ) async throws {
    try await pause()
    _ = try await context.entities.modify(key, context) { change(&$0) }
  }

  /// The time that a program takes for a step.
  private func pause() async throws { try await Task.sleep(for: .milliseconds(20)) }

  /// Keeps a line of what happened, and tells those who watch.
  private func report(
    _ key: Key<Deployment>, _ level: EventLevel, _ message: String, _ context: RequestContext
  ) async throws {
    let deployment = try await context.entities.get(key, context)
    let line = try await context.entities.create(
      DeploymentEvent(
        deployment: deployment.id, ts: .now, level: level, message: message, customerId: deployment.customerId),
      context)
    context.publish(
      DeploymentEvents.table.event,
      DeploymentEventPayload(id: deployment.id, ts: line.ts, level: level, message: message), about: key.path)
  }
}
