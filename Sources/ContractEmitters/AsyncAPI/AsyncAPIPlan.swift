import ConcordJSON
import ContractModel

/// The plan of `asyncapi/file.mustache`: AsyncAPI 3.0 of the message dialect, from the server's side: it receives requests
/// and sends replies and events.
struct AsyncAPIPlan {
  let package: ContractPackage
  let servers: ServerFacts
  private let envelopes = EnvelopeSchemas(prefix: Self.schemas)

  private static let schemas = "#/components/schemas/"

  init(_ package: ContractPackage, among packages: [ContractPackage]) {
    self.package = package
    servers = ServerFacts(package, among: packages)
  }

  var value: TemplateValue {
    var schemas = PayloadSchemas(package, prefix: Self.schemas)
    var channels: [TemplateValue] = []
    var operations: [TemplateValue] = []
    var messages: [TemplateValue] = []
    let children = package.childrenByParent
    let hello = envelopes.message(.event, topic: "concord:hello", ["$ref": .string(Self.schemas + "concord.Hello")])
    add(
      Exchange(topic: "concord:hello", summary: "The first message on a connection.", tag: "concord"),
      [Part(.event, "hello", hello)], &channels, &operations, &messages)
    for contract in package.contracts {
      for facts in package.operations(of: contract, children: children) {
        let operation = facts.operation
        let isOptional = operation.input == .none || operation.input == .listQuery
        let parts = [
          Part(
            .request, "request",
            envelopes.message(
              .request, topic: operation.topic, schemas.input(of: operation, contract.entity), isRequired: !isOptional)),
          Part(
            .success, "success",
            envelopes.message(
              .success, topic: operation.topic, schemas.output(operation.output, contract.entity))),
          Part(
            .error, "error",
            envelopes.message(
              .error, topic: operation.topic, envelopes.error(facts.errors + StandardErrors.ofAll))),
        ]
        add(Exchange(facts), parts, &channels, &operations, &messages)
      }
      for event in contract.group?.events ?? [] {
        guard let topic = event.topic else { continue }
        let payload = schemas.payload(of: event, contract.entity)
        add(
          Exchange(event, topic: topic, group: contract.group?.name ?? ""),
          [Part(.event, "event", envelopes.message(.event, topic: topic, payload))], &channels, &operations, &messages)
      }
    }
    for space in package.contracts.compactMap(\.namespace) {
      add(space, &schemas, &channels, &operations, &messages)
    }
    let definitions = EnvelopeSchemas.definitions + schemas.definitions()
    return [
      "package": .text(DocComment.line(package.name)),
      "title": .text(YAMLText.quoted(package.name)),
      "version": .text(YAMLText.quoted(package.documentedVersion)),
      "description": .text(YAMLText.quoted(description)),
      "servers": .list(servers.servers.map(server)),
      "channels": .list(channels),
      "operations": .list(operations),
      "messages": .list(messages),
      "schemas": .list(
        definitions.map { ["name": .text(YAMLText.key($0.name)), "schema": .text($0.schema.yamlText(indent: 4))] }),
      "signs": .flag(!servers.signIns.isEmpty),
      "signIns": .list(
        servers.signIns.compactMap { way in
          Self.signIns[way].map { ["name": .text(way.rawValue), "scheme": .text($0.yamlText(indent: 4))] }
        }),
    ]
  }

  private var description: String {
    var text =
      "JSON messages over a WebSocket. Every message names its topic; a reply has the messageId of its request. "
      + "A connection hears the events of everything that it may read."
    for (path, dialect) in servers.others {
      text += " The \(dialect.rawValue) dialect at \(path) speaks of the same entities."
    }
    return text
  }

  private func server(_ server: ServerFacts.Server) -> TemplateValue {
    [
      "name": .text(YAMLText.key(server.name)),
      "summaries": Self.optional("summary", server.summary.map(Prose.line).map(YAMLText.quoted)),
      // One who may come without signing in need not.
      "secured": .flag(!server.signIn.contains(.anonymous)),
      "ways": .list(server.signIn.filter { $0 != .anonymous }.map { ["way": .text($0.rawValue)] }),
    ]
  }

  static let signIns: [ServerModel.SignIn: JSONValue] = [
    .bearer: ["type": "http", "scheme": "bearer"],
    .cookie: ["type": "httpApiKey", "name": "session", "in": "cookie"],
    .passport: ["type": "httpApiKey", "name": "x-vona-passport-code", "in": "query"],
  ]

  static func optional(_ name: String, _ text: String?) -> TemplateValue {
    text.map { .list([.object([TemplateMember(name, .text($0))])]) } ?? .list([])
  }
}

// MARK: Channels

extension AsyncAPIPlan {
  /// A message of a channel.
  private struct Part {
    let kind: EnvelopeSchemas.Kind
    let name: String
    let schema: JSONValue

    init(_ kind: EnvelopeSchemas.Kind, _ name: String, _ schema: JSONValue) {
      self.kind = kind
      self.name = name
      self.schema = schema
    }
  }

  /// What is said of a topic.
  private struct Exchange {
    let topic: String
    var summary: String?
    let tag: String
    var lifecycle = Lifecycle()
    /// Extensions: roles, timeout, retry, errors, delivery.
    var notes: JSONValue = [:]

    init(topic: String, summary: String?, tag: String) {
      self.topic = topic
      self.summary = summary
      self.tag = tag
    }

    init(_ facts: OperationFacts) {
      let operation = facts.operation
      self.init(topic: operation.topic, summary: operation.summary, tag: facts.group.name)
      lifecycle = operation.lifecycle
      if operation.access?.isForAnyone == true { notes["x-access"] = "anyone" }
      if let roles = operation.access?.roles, !roles.isEmpty { notes["x-roles"] = .texts(roles) }
      if let owner = operation.access?.owner {
        notes["x-owner"] = ["field": .string(owner.field), "principal": .string(owner.principal)]
      }
      if facts.isIdempotent { notes["x-idempotent"] = true }
      if let timeout = operation.timeout { notes["x-timeout-ms"] = .number(timeout) }
      if let retry = operation.retry {
        notes["x-retry"] = [
          "retries": .number(retry.retries), "first-ms": .number(retry.firstBackoff),
          "maximum-ms": .number(retry.maximumBackoff),
        ]
      }
      if !operation.errors.isEmpty {
        notes["x-errors"] = .object(operation.errors.map { .init($0.wireCode, .number($0.httpStatus)) })
      }
      if let http = operation.http { notes["x-http"] = .string("\(http.method.rawValue) \(http.pathText)") }
    }

    init(_ event: EventModel, topic: String, group: String) {
      self.init(topic: topic, summary: event.summary, tag: group)
      lifecycle = event.lifecycle
      if event.delivery != .every { notes["x-delivery"] = .string(event.delivery.rawValue) }
    }
  }

  /// The name of a topic's channel: references and component names have no colon.
  private static func channel(_ topic: String) -> String {
    String(topic.map { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) ? $0 : "." })
  }

  private func add(
    _ exchange: Exchange, _ parts: [Part], _ channels: inout [TemplateValue], _ operations: inout [TemplateValue],
    _ messages: inout [TemplateValue]
  ) {
    let id = Self.channel(exchange.topic)
    channels.append(
      channel(
        id, address: servers.path, title: exchange.topic, summary: exchange.summary, tag: exchange.tag,
        messages: parts.map(\.name)))
    for part in parts {
      messages.append(
        message(
          "\(id).\(part.name)", title: "\(part.name) \(exchange.topic)", summary: nil,
          contentType: "application/json", schema: part.schema, isCorrelated: part.kind != .event))
    }
    let isRequest = parts[0].kind == .request
    operations.append(
      operation(
        id, action: isRequest ? "receive" : "send", channel: id, summary: exchange.summary, tag: exchange.tag,
        lifecycle: exchange.lifecycle, notes: exchange.notes, messages: [parts[0].name],
        replies: isRequest ? parts.dropFirst().map(\.name) : []))
  }

  /// A namespace of the packet dialect: its events travel as `_:["name",data]`.
  private func add(
    _ space: NamespaceModel, _ schemas: inout PayloadSchemas, _ channels: inout [TemplateValue],
    _ operations: inout [TemplateValue], _ messages: inout [TemplateValue]
  ) {
    let id = "namespace." + Self.channel(space.path.split(separator: "/").joined(separator: "."))
    let address = (servers.packetPath == "/" ? "" : servers.packetPath) + (space.path == "/" ? "" : space.path)
    channels.append(
      channel(
        id, address: address, title: space.path, summary: space.summary, tag: space.path,
        messages: space.events.map(\.name)))
    for event in space.events {
      let data = event.payload.map { schemas.schema($0, event.direction == .received ? .input : .output) }
      let schema: JSONValue = [
        "type": "array", "items": [["const": .string(event.name)], data ?? ["type": "null"]],
        "description": "Behind the two characters `_:`, in a text frame.",
      ]
      messages.append(
        message(
          "\(id).\(event.name)", title: event.name, summary: event.summary, contentType: "text/plain", schema: schema,
          isCorrelated: false))
      operations.append(
        operation(
          "\(id).\(event.name)", action: event.direction == .received ? "receive" : "send", channel: id,
          summary: event.summary, tag: space.path, lifecycle: event.lifecycle, notes: [:], messages: [event.name],
          replies: []))
    }
  }

  private func channel(
    _ id: String, address: String, title: String, summary: String?, tag: String, messages: [String]
  ) -> TemplateValue {
    [
      "id": .text(YAMLText.key(id)), "address": .text(YAMLText.quoted(address)),
      "title": .text(YAMLText.quoted(title)),
      "summaries": Self.optional("summary", summary.map(Prose.line).map(YAMLText.quoted)),
      "tag": .text(YAMLText.quoted(tag)),
      "messages": .list(
        messages.map {
          ["key": .text(YAMLText.key($0)), "reference": .text(YAMLText.quoted("#/components/messages/\(id).\($0)"))]
        }),
    ]
  }

  private func message(
    _ name: String, title: String, summary: String?, contentType: String, schema: JSONValue, isCorrelated: Bool
  ) -> TemplateValue {
    [
      "name": .text(YAMLText.key(name)), "title": .text(YAMLText.quoted(title)),
      "summaries": Self.optional("summary", summary.map(Prose.line).map(YAMLText.quoted)),
      "contentType": .text(contentType), "correlated": .flag(isCorrelated),
      "payload": .text(schema.yamlText(indent: 6)),
    ]
  }

  private func operation(
    _ id: String, action: String, channel: String, summary: String?, tag: String, lifecycle: Lifecycle,
    notes: JSONValue, messages: [String], replies: [String]
  ) -> TemplateValue {
    var notes = notes
    if let since = lifecycle.since { notes["x-since"] = .string(since) }
    if let reason = lifecycle.deprecated { notes["x-deprecated"] = .string(reason) }
    let reference = { (name: String) -> TemplateValue in
      ["reference": .text(YAMLText.quoted("#/channels/\(channel)/messages/\(name)"))]
    }
    return [
      "id": .text(YAMLText.key(id)), "action": .text(action),
      "channel": .text(YAMLText.quoted("#/channels/\(channel)")),
      "summaries": Self.optional("summary", summary.map(Prose.line).map(YAMLText.quoted)),
      "tag": .text(YAMLText.quoted(tag)),
      "notes": .list(
        (notes.members ?? []).map {
          ["note": .text(YAMLText.key($0.name)), "text": .text($0.value.yamlText(indent: 4))]
        }
      ),
      "messages": .list(messages.map(reference)),
      "answered": .flag(!replies.isEmpty),
      "replies": .list(replies.map(reference)),
    ]
  }
}
