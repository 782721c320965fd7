extension Rule {
  static let reservedGroup = Rule("reserved-group", "The group 'concord' is the runtime's own.") { packages in
    packages.flatMap(\.contracts).compactMap(\.group).filter { $0.name == "concord" }.map {
      Finding($0.position, "topics that begin with 'concord:' are the runtime's own", suggestion: "choose another name")
    }
  }

  static let topicClash = Rule("topic-clash", "A package has each request topic once.") { packages in
    packages.flatMap { package in
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
    packages.flatMap { package in
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

  static let errorCodeClash = Rule("error-code-clash", "An operation has each error code once.") { packages in
    packages.flatMap(\.contracts).flatMap { contract in
      (contract.group?.operations ?? []).flatMap { operation in
        var codes = Claims()
        for error in operation.errors {
          codes.claim(error.wireCode, for: "'\(error.name)'", at: error.position, kind: "error code")
        }
        return codes.findings
      }
    }
  }
}
