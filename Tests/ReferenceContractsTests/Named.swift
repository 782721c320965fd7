import ConcordCore
import Testing

/// A topic that a document names, and the one in the generated table.
struct NamedTopic: Sendable, CustomTestStringConvertible {
  let topic: String
  let generated: String

  init(_ topic: String, _ generated: String) {
    self.topic = topic
    self.generated = generated
  }

  var testDescription: String { topic }
}

/// An event that a document names by its helper: `eventHelper.tenant.publish.creation`.
struct NamedEvent: Sendable, CustomTestStringConvertible {
  /// The group and the helper name.
  let group: String, helper: String
  /// What the generated group has under that name.
  let generated: EventName
  /// The member of `EventNames`.
  let member: EventName

  /// - Parameter helper: `tenant.creation`.
  init<Payload>(_ helper: String, _ generated: Event<Payload>, _ member: EventName) {
    let parts = helper.split(separator: ".").map(String.init)
    group = parts[0]
    self.helper = parts[1]
    self.generated = generated.name
    self.member = member
  }

  init<Payload>(_ helper: String, _ generated: PushedEvent<Payload>, _ member: EventName) {
    self.init(helper, generated.event, member)
  }

  var testDescription: String { "\(group).\(helper)" }
}

/// A route of HTTP that a document names.
struct NamedRoute: Sendable, CustomTestStringConvertible {
  let topic: String
  let route: String
  let status: Int

  init(_ topic: String, _ route: String, _ status: Int = 200) {
    self.topic = topic
    self.route = route
    self.status = status
  }

  var testDescription: String { route }
}
