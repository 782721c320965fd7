import ConcordCore
import ContractChecks
import ReferenceContracts
import Testing

/// Document 002: what a customer sees of a machine.
@Suite struct DeploymentsTests {
  /// "Core entities" [S]; `customerId` is named by the rule about subscriptions [S].
  @Test func aDeploymentHasTheFieldsOfTheDocument() throws {
    #expect(
      try Reference.entity("deployments", "deployment").fields.map(\.name) == [
        "id", "name", "regionId", "spec", "status", "runtime", "lastError", "customerId", "createdAt", "updatedAt",
      ])
    #expect(
      try Reference.record("deployments", "MachineSpec") == ["instanceTypeId", "imageId", "storage", "sshKeyId"])
    #expect(try Reference.record("deployments", "MachineRuntime") == ["publicIp", "privateIp", "sshUser"])
    #expect(try Reference.record("deployments", "DeploymentProblem") == ["code", "message"])
  }

  /// "Subscribe to one deployment": `dep_123` [S].
  @Test func idsBeginWithDep() throws {
    let id = try Reference.entity("deployments", "deployment").key
    #expect(id.type == .scalar(.id))
    #expect(id.idPrefix == "dep")
  }

  /// "Core entities" [S]
  @Test func statesAndLevelsHaveTheirWireValues() {
    #expect(
      [DeploymentStatus.requested, .provisioning, .active, .error, .deleting, .deleted].map(\.wireValue) == [
        "REQUESTED", "PROVISIONING", "ACTIVE", "ERROR", "DELETING", "DELETED",
      ])
    #expect([EventLevel.info, .warn, .error].map(\.wireValue) == ["INFO", "WARN", "ERROR"])
  }

  /// "Server messages": what is not known yet travels as null [S].
  @Test func whatIsNotKnownIsNull() {
    let json = String(decoding: encode(MachineRuntime(privateIp: "10.0.0.5", sshUser: "ubuntu")), as: UTF8.self)
    #expect(json == #"{"publicIp":null,"privateIp":"10.0.0.5","sshUser":"ubuntu"}"#)
  }

  /// "DeploymentEvent" [S]; `deploymentId` is the key of the parent, which travels under the parent's name.
  @Test func anEventBelongsToItsDeployment() throws {
    let event = try Reference.entity("deployments", "deploymentEvent")
    #expect(event.ancestors.map(\.entity) == ["deployment"])
    #expect(Set(event.fields.map(\.name)).isSuperset(of: ["id", "ts", "level", "message"]))
  }

  /// "HTTP API": an order answers `{ deploymentId }` and may be repeated under the same key [S].
  @Test func anOrderAnswersTheIdAlone() throws {
    let order = try Reference.operation("deployment:create_deployment")
    guard case .type(let type) = order.output else {
      Issue.record("the order answers no record")
      return
    }
    #expect(Reference.fields(type, of: try Reference.package("deployments")) == ["deploymentId"])
    #expect(order.http?.takesIdempotencyKey == true)
    #expect(DeploymentOperations.table.create.http?.takesIdempotencyKey == true)
  }

  /// "Server messages": `deployment.updated` carries these four [S]; "Progress log line": `deployment.event` [S].
  @Test func whatIsPushedIsWhatTheDocumentShows() throws {
    let deployment = try Reference.entity("deployments", "deployment")
    #expect(deployment.reactive?.state.map(\.value) == ["status", "runtime", "lastError", "updatedAt"])
    #expect(deployment.subscription?.scope == .key)
    #expect(DeploymentEvents.table.event.topic == "deployment:event")
    let event = try #require(
      try Reference.group("deployments", "deployment").events.first { $0.helperName == "event" })
    guard case .type(let type) = event.payload else {
      Issue.record("the event carries no record")
      return
    }
    #expect(Reference.fields(type, of: try Reference.package("deployments")) == ["id", "ts", "level", "message"])
  }

  /// "Minimal correctness rules": `deployment.customerId == socket.customerId` [S]; what else shows a deployment follows.
  @Test func customersSeeTheirOwn() throws {
    let subscription = try #require(try Reference.entity("deployments", "deployment").subscription)
    let rules =
      [subscription.access]
      + [
        "deployment:get_deployments", "deployment:get_deployment", "deployment:delete_deployment",
        "deploymentEvent:get_deployment_events",
      ].map { try? Reference.operation($0).access }
    for rule in rules {
      #expect(rule?.owner?.field == "customerId")
      #expect(rule?.owner?.principal == "customerId")
    }
  }
}
