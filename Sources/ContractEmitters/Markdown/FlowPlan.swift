import ContractModel

/// The plan of `flow.mustache`: what happens when an operation is asked for, as a sequence diagram of Mermaid.
struct FlowPlan {
  let facts: OperationFacts
  let names: MarkdownTypes

  /// A line between two participants, or a note.
  private typealias Line = String

  private var operation: OperationModel { facts.operation }

  var value: TemplateValue {
    let pushed = facts.pushed
    var participants = [("ui", "UI"), ("client", "Client"), ("server", "Server")]
    participants.append(facts.isStored ? ("behind", "Store") : ("behind", "Handler"))
    if !pushed.isEmpty { participants.append(("others", "Other clients")) }
    return [
      "participants": .list(participants.map { ["id": .text($0.0), "label": .text($0.1)] }),
      "request": Self.lines(request),
      "success": Self.lines(success(pushed)),
      "failure": Self.lines(failure),
      "late": Self.lines(late),
      "deadline": .text(deadline.map { MermaidText.message("no reply within \($0)") } ?? ""),
      "hasDeadline": .flag(deadline != nil),
    ]
  }

  private static func lines(_ lines: [Line]) -> TemplateValue { .list(lines.map { ["line": .text($0)] }) }

  private func arrow(_ from: String, _ arrow: String, _ to: String, _ text: String) -> Line {
    "\(from)\(arrow)\(to): \(MermaidText.message(text))"
  }

  private var request: [Line] {
    var lines: [Line] = []
    if let intent = operation.intent {
      lines.append(arrow("ui", "->>", "client", "publish \(intent.wireName)"))
    } else {
      lines.append(
        arrow("ui", "->>", "client", "call \(facts.group.swiftMember.filter { $0 != "`" }).\(operation.name)"))
    }
    lines.append(arrow("client", "->>", "server", "request \(operation.topic)"))
    if let http = operation.http {
      lines.append("Note over client,server: \(MermaidText.message("or \(http.method.rawValue) \(http.pathText)"))")
    }
    lines.append("Note over server: \(MermaidText.message("allowed: " + facts.access.filter { $0 != "`" }))")
    let input = names.input(operation.input, facts.entity)
    lines.append(arrow("server", "->>", "behind", "\(operation.name)\(input.map { " \($0)" } ?? "")"))
    return lines
  }

  private func success(_ pushed: [EventModel]) -> [Line] {
    let output = names.output(operation.output, facts.entity)
    var lines = [
      arrow("behind", "-->>", "server", output ?? "done"),
      arrow("server", "-->>", "client", "success\(output.map { " \($0)" } ?? "")"),
    ]
    if let success = operation.success {
      lines.append(arrow("client", "-->>", "ui", "publish \(success.wireName)"))
    } else {
      lines.append(arrow("client", "-->>", "ui", output ?? "done"))
    }
    for event in pushed {
      lines.append(arrow("server", "-)", "others", "event \(event.topic ?? "")"))
    }
    for notification in notifications(pushed) {
      lines.append("Note over others: \(MermaidText.message("notify \(notification)"))")
    }
    return lines
  }

  private func notifications(_ pushed: [EventModel]) -> [String] {
    (facts.entity?.notifications ?? []).compactMap { notification in
      pushed.contains { $0.helperName == notification.event } ? notification.subtype : nil
    }
  }

  private var failure: [Line] {
    var lines = [arrow("server", "-->>", "client", "error \(facts.errors.map(\.code).joined(separator: ", "))")]
    if let failure = operation.failure {
      lines.append(arrow("client", "-->>", "ui", "publish \(failure.wireName)"))
    } else {
      lines.append(arrow("client", "-->>", "ui", "throw"))
    }
    return lines
  }

  private var deadline: String? { operation.timeout.map(Prose.duration(milliseconds:)) }

  private var late: [Line] {
    guard deadline != nil else { return [] }
    return [
      arrow("client", "-->>", "ui", operation.failure.map { "publish \($0.wireName) TIMEOUT" } ?? "throw TIMEOUT")
    ]
  }
}
