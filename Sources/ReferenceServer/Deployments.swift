import ConcordCore
import ReferenceContracts

/// Orders for virtual machines. The programs that make them are elsewhere: here an order is taken, written down and told.
struct Deployments: DeploymentHandler {
  func create(_ input: Deployment, _ context: RequestContext) async throws -> DeploymentCreateOutput {
    var deployment = input
    deployment.customerId = try customer(context)
    deployment.updatedAt = .now
    let made = try await context.entities.create(deployment, context)
    try await report("a machine was ordered", of: made, context)
    return DeploymentCreateOutput(deploymentId: made.id)
  }

  /// It goes on existing until the programs that unmake it are done.
  func delete(_ input: Key<Deployment>, _ context: RequestContext) async throws -> Empty {
    let deployment = try await context.entities.modify(input, context) { deployment in
      deployment.status = .deleting
      deployment.updatedAt = .now
    }
    try await report("the machine's end was ordered", of: deployment, context)
    return Empty()
  }

  /// Whose the order is. The developer of `--dev` is a customer, too.
  private func customer(_ context: RequestContext) throws(ConcordError) -> String {
    if let customer = context.principal.attribute("customerId") { return customer }
    if context.principal.isDeveloper { return "developer" }
    throw ConcordError(.forbidden, "your account belongs to no customer")
  }

  /// Keeps a line about a deployment, and tells it to those who watch.
  private func report(_ message: String, of deployment: Deployment, _ context: RequestContext) async throws {
    let line = DeploymentEvent(
      deployment: deployment.id, ts: .now, level: .info, message: message, customerId: deployment.customerId)
    _ = try await context.entities.create(line, context)
    context.publish(
      DeploymentEvents.table.event,
      DeploymentEventPayload(id: deployment.id, ts: line.ts, level: line.level, message: message),
      about: deployment.path)
  }
}
