extension Rule {
  static let reservedGroup = Rule(
    "reserved-group", "The groups 'concord' and 'notification' are the runtime's own."
  ) { packages in
    packages.flatMap { $0.contracts.compactMap { $0.group } }.compactMap { group in
      switch Words(group.name).lowerCamel {
      case "concord":
        Finding(
          group.position, "topics that begin with 'concord:' are the runtime's own", suggestion: "choose another name")
      case "notification":
        Finding(
          group.position, "every client has the events of 'notification' already", suggestion: "choose another name")
      default: nil
      }
    }
  }

  static let topicClash = Rule("topic-clash", "A package has each request topic once.") { packages in
    packages.flatMap { package -> [Finding] in
      if Claims.areDifferent(package.contracts.lazy.flatMap { ($0.group?.operations ?? []).lazy.map(\.topic) }) {
        return []
      }
      var requests = Claims()
      for contract in package.contracts {
        for operation in contract.group?.operations ?? [] {
          requests.claim(
            operation.topic, for: "'\(operation.name)' of \(contract.title)", at: operation.position, kind: "topic",
            suggestion:
              "give one of them another 'topic:'\(operation.kind == .list ? " or the entity a 'plural:'" : "")")
        }
      }
      return requests.findings
    }
  }

  /// Topics of pushed events are made of the same words, so they are one each when this holds.
  static let eventClash = Rule("event-clash", "A package has each event name once.") { packages in
    packages.flatMap { package -> [Finding] in
      if Claims.areDifferent(package.contracts.lazy.flatMap { ($0.group?.events ?? []).lazy.map(\.wireName) }) {
        return []
      }
      var names = Claims()
      for contract in package.contracts {
        for event in contract.group?.events ?? [] {
          let what = "'\(event.helperName)' of \(contract.title)"
          names.claim(
            event.wireName, for: what, at: event.position, kind: "event name",
            suggestion: event.operation == nil ? "rename one" : "name the events with 'events:'")
        }
      }
      return names.findings
    }
  }

  static let errorCodeClash = Rule(
    "error-code-clash", "The operations of an entity or service give an error code one name and one HTTP status."
  ) { packages in
    packages.flatMap { $0.contracts.compactMap { $0.group } }.flatMap { group in
      var codes: [String: OperationError] = [:]
      return group.operations.flatMap { operation in
        operation.errors.compactMap { error -> Finding? in
          guard let first = codes[error.wireCode] else {
            codes[error.wireCode] = error
            return nil
          }
          if first.name == error.name, first.httpStatus == error.httpStatus { return nil }
          return Finding(
            error.position,
            "the error code '\(error.wireCode)' is '\(first.name)' with status \(first.httpStatus) at \(first.position), "
              + "and '\(error.name)' with status \(error.httpStatus) here",
            suggestion: "make them the same or rename one")
        }
      }
    }
  }
}
