import ContractModel
import DeploymentSpec

/// The plan of `contract.mustache`: the page of one contract.
struct ContractPagePlan {
  let contract: Contract
  let package: ContractPackage
  let types: MarkdownTypes
  let children: [EntityModel]
  /// The operations' diagrams, rendered, in their order.
  let flows: [String]
  let operations: [OperationFacts]

  private var entity: EntityModel? { contract.entity }

  var value: TemplateValue {
    let lifecycle = contract.group?.lifecycle ?? contract.namespace?.lifecycle ?? Lifecycle()
    let events = contract.group?.events ?? []
    return [
      "source": .text(DocComment.line("\(package.name)/\(contract.path)")),
      "title": .text(MarkdownText.paragraph(title)),
      "package": .text(MarkdownText.paragraph(package.name)),
      "trail": .list((entity?.ancestors ?? []).map { ["link": .text(types.link(entity: $0.entity))] }),
      "deprecations": .list(
        lifecycle.deprecated.map { [["reason": .text(MarkdownText.paragraph(Prose.line($0)))]] } ?? []),
      "summary": .text(summary), "summarised": .flag(!summary.isEmpty),
      "facts": .list(facts.map { ["name": .text($0.0), "text": .text($0.1)] }), "hasFacts": .flag(!facts.isEmpty),
      "hasFields": .flag(entity != nil),
      "fields": FieldRows(types: types).rows(entity?.allFields ?? []),
      "operations": .list(zip(operations, flows).map(operation)), "hasOperations": .flag(!operations.isEmpty),
      "events": .list(events.map(event)), "hasEvents": .flag(!events.isEmpty),
      "types": .list(contract.types.map { type(package[$0]) }), "hasTypes": .flag(!contract.types.isEmpty),
      "reactive": .list(reactive), "reactions": .list(contract.reactions.map(reaction)),
      "reacts": .flag(!contract.reactions.isEmpty),
      "namespaceEvents": .list((contract.namespace?.events ?? []).map(namespaceEvent)),
      "hasNamespaceEvents": .flag(contract.namespace?.events.isEmpty == false),
      "namespaces": .list((contract.server?.namespaces ?? []).map(namespace)),
      "isServer": .flag(contract.server != nil),
      "deployments": .list(contract.deployment.map { [["spec": .text(trimmed($0.spec.document))]] } ?? []),
    ]
  }

  private func trimmed(_ text: String) -> String { Prose.trimmed(text) }

  private var title: String {
    contract.entity?.name ?? contract.group?.name ?? contract.namespace?.path ?? contract.server?.name ?? contract.name
  }

  private var summary: String {
    MarkdownText.paragraph(
      entity?.summary ?? contract.group?.summary ?? contract.namespace?.summary ?? contract.server?.summary)
  }

  // MARK: What it is

  private var facts: [(String, String)] {
    var facts: [(String, String)] = []
    if let entity {
      let path = (entity.ancestors.map(\.entity) + [entity.name]).map { "/\($0)/{\($0)}" }.joined()
      facts.append(("Key", "\(MarkdownText.code(entity.key.name)); path \(MarkdownText.code(path))"))
      if let parent = entity.parent {
        let deletion =
          entity.onParentDelete == .cascade
          ? "which takes it along when it is deleted" : "which cannot be deleted while it is there"
        facts.append(("Parent", "\(types.link(entity: parent)), \(deletion)"))
      }
      if !children.isEmpty {
        facts.append(("Children", children.map { types.link(entity: $0.name) }.joined(separator: ", ")))
      }
      facts += subscription(entity)
      facts += notifications(entity)
    } else if contract.group != nil {
      facts.append(("Kind", "a service: operations and events without an entity"))
    }
    if let since = contract.group?.lifecycle.since { facts.append(("Since", MarkdownText.cell(since))) }
    return facts
  }

  private func subscription(_ entity: EntityModel) -> [(String, String)] {
    guard let subscription = entity.subscription else { return [] }
    let scope = subscription.scope == .key ? "one at a time, by the key" : "to all of the kind"
    let snapshot = subscription.snapshot ? "the present state comes first" : "changes alone"
    return [
      ("Subscription", "\(scope); \(snapshot); for \(MarkdownText.cell(OperationFacts.access(subscription.access)))")
    ]
  }

  private func notifications(_ entity: EntityModel) -> [(String, String)] {
    let told = entity.notifications.compactMap { notification in
      notification.subtype.map { "\(MarkdownText.code(notification.event)) as \(MarkdownText.code($0))" }
    }
    return told.isEmpty ? [] : [("Notifications", told.joined(separator: ", "))]
  }

  // MARK: Operations and events

  private func operation(_ facts: OperationFacts, _ flow: String) -> TemplateValue {
    let operation = facts.operation
    var rows: [(String, String)] = [("Topic", MarkdownText.code(operation.topic))]
    if let http = operation.http {
      let key = http.takesIdempotencyKey ? "; takes `Idempotency-Key`" : ""
      rows.append(
        ("HTTP", "\(MarkdownText.code("\(http.method.rawValue) \(http.pathText)")), status \(http.status)\(key)"))
    }
    rows.append(("Access", MarkdownText.cell(facts.access)))
    rows.append(("Input", types.inputCell(operation.input, facts.entity)))
    rows.append(("Output", types.outputCell(operation.output, facts.entity)))
    if let list = operation.list { rows += self.list(list) }
    rows.append(("Errors", Self.errors(facts)))
    if let timeout = operation.timeout { rows.append(("Timeout", Prose.duration(milliseconds: timeout))) }
    if let retry = operation.retry {
      let first = Prose.duration(milliseconds: retry.firstBackoff)
      let last = Prose.duration(milliseconds: retry.maximumBackoff)
      rows.append(("Retry", "\(retry.retries) times, after \(first) to \(last)"))
    }
    if facts.isIdempotent { rows.append(("Repeating", "safe")) }
    let events = [operation.intent, operation.success, operation.failure].compactMap { $0?.wireName }
    if !events.isEmpty { rows.append(("Events", events.map(MarkdownText.code).joined(separator: ", "))) }
    let summary = MarkdownText.paragraph(operation.summary)
    return [
      "name": .text(operation.name), "summary": .text(summary), "summarised": .flag(!summary.isEmpty),
      "notes": .list(Self.notes(operation.lifecycle)),
      "rows": .list(rows.map { ["name": .text($0.0), "text": .text($0.1)] }),
      "flow": .text(flow),
    ]
  }

  private func list(_ list: ListOptions) -> [(String, String)] {
    let names = { (names: [String]) in names.map(MarkdownText.code).joined(separator: ", ") }
    var rows = [("Page", "\(list.pageSize) items, unless `pageSize` says otherwise")]
    if !list.filter.isEmpty { rows.append(("Filter", names(list.filter))) }
    if !list.sort.isEmpty { rows.append(("Sort", names(list.sort))) }
    return rows
  }

  private static func errors(_ facts: OperationFacts) -> String {
    facts.errors.map { "\(MarkdownText.code($0.code)) \($0.status)" }.joined(separator: ", ")
  }

  private static func notes(_ lifecycle: Lifecycle) -> [TemplateValue] {
    var notes: [TemplateValue] = []
    if let since = lifecycle.since { notes.append(["note": .text("Since \(MarkdownText.cell(since)).")]) }
    if let reason = lifecycle.deprecated {
      notes.append(["note": .text("**Deprecated**: \(MarkdownText.paragraph(Prose.line(reason))).")])
    }
    return notes
  }

  private static let directions: [EventModel.Direction: String] = [
    .intent: "asks for", .success: "tells the success of", .failure: "tells the failure of", .pushed: "pushed",
    .local: "on the client's bus only",
  ]

  private func event(_ event: EventModel) -> TemplateValue {
    var kind = Self.directions[event.direction] ?? ""
    if let operation = event.operation { kind += " \(MarkdownText.code(operation))" }
    if event.delivery == .latest { kind += ", the latest of each" }
    if event.delivery == .drop { kind += ", some may be lost" }
    return [
      "name": .text(MarkdownText.code(event.wireName)), "topic": .text(event.topic.map(MarkdownText.code) ?? ""),
      "kind": .text(kind), "payload": .text(types.payloadCell(event, entity)),
      "meaning": .text(FieldRows.meaning(event.summary, event.lifecycle)),
    ]
  }

  // MARK: Types

  private func type(_ definition: TypeDefinition) -> TemplateValue {
    let summary = MarkdownText.paragraph(definition.summary)
    var value: [String: TemplateValue] = [
      "anchor": .text(MarkdownTypes.anchor(definition.name)), "name": .text(definition.name),
      "summary": .text(summary), "summarised": .flag(!summary.isEmpty),
      "notes": .list(Self.notes(definition.lifecycle)),
      "isRecord": false, "fields": [], "isEmpty": false, "isEnumeration": false, "values": [], "isUnion": false,
      "discriminator": "", "cases": [],
    ]
    switch definition.shape {
    case .record(let fields):
      value["isRecord"] = .flag(!fields.isEmpty)
      value["isEmpty"] = .flag(fields.isEmpty)
      value["fields"] = FieldRows(types: types).rows(fields)
    case .enumeration(let cases):
      value["isEnumeration"] = true
      value["values"] = .list(
        cases.map { ["name": .text(MarkdownText.code($0.name)), "wire": .text(MarkdownText.code($0.wireValue))] })
    case .union(let union):
      value["isUnion"] = true
      value["discriminator"] = .text(MarkdownText.code(union.discriminator))
      value["cases"] = .list(
        union.cases.map {
          ["name": .text(MarkdownText.code($0.name)), "type": .text(types.link(.named($0.type)))]
        })
    }
    return .object(value.sorted { $0.key < $1.key }.map { TemplateMember($0.key, $0.value) })
  }

  // MARK: State, reactions, servers

  private var reactive: [TemplateValue] {
    guard let reactive = entity?.reactive else { return [] }
    let payload = reactive.payload.map { field in
      let source = if case .field(let name) = field.source { MarkdownText.code(name) } else { "the changed fields" }
      return "\(MarkdownText.code(field.name)): \(source)\(field.isOptional ? ", if there is a next state" : "")"
    }
    return [
      [
        "kind": .text(MarkdownText.code(reactive.kind)),
        "keeper": .text(reactive.source == .store ? "Concord's store" : "a plugin's own tables"),
        "state": .text(reactive.state.map { MarkdownText.code($0.value) }.joined(separator: ", ")),
        "hasTriggers": .flag(!reactive.triggers.isEmpty),
        "triggers": .list(
          reactive.triggers.map {
            ["change": .text($0.change.rawValue), "event": .text(MarkdownText.code($0.event))]
          }),
        "hasPayload": .flag(!payload.isEmpty), "payload": .text(payload.joined(separator: "; ")),
      ]
    ]
  }

  private func reaction(_ reaction: ReactionModel) -> TemplateValue {
    let when =
      switch reaction.occasion {
      case .change(let entity, let change): "\(types.link(entity: entity)) \(change.rawValue)"
      case .trigger(let name): "trigger \(MarkdownText.code(name))"
      case .event(let name): "event \(MarkdownText.code(name))"
      }
    let modes: [ReactionModel.Mode: String] = [
      .broadcast: "every instance", .workQueue: "one instance of the group",
      .instanceLocal: "the instance where it happened",
    ]
    let group = reaction.group.map { " \(MarkdownText.code($0))" } ?? ""
    return [
      "when": .text(when), "mode": .text((modes[reaction.mode] ?? "") + group),
      "handler": .text(MarkdownText.code(reaction.handler)),
    ]
  }

  private func namespaceEvent(_ event: NamespaceModel.Event) -> TemplateValue {
    [
      "name": .text(MarkdownText.code(event.name)),
      "direction": .text(event.direction == .pushed ? "from the server" : "to the server"),
      "payload": .text(event.payload.map(types.link) ?? "nothing"),
      "meaning": .text(FieldRows.meaning(event.summary, event.lifecycle)),
    ]
  }

  private func namespace(_ space: ServerModel.Namespace) -> TemplateValue {
    [
      "path": .text(MarkdownText.code(space.path)), "dialect": .text(space.dialect.rawValue),
      "packages": .text(
        space.packages.isEmpty ? "all" : space.packages.map { MarkdownText.code($0.value) }.joined(separator: ", ")),
      "signIn": .text(space.signIn.isEmpty ? "bearer" : space.signIn.map(\.rawValue).joined(separator: ", ")),
    ]
  }
}
