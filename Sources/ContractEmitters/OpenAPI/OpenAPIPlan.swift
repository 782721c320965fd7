import ConcordJSON
import ContractModel

/// The plan of `openapi/file.mustache`: OpenAPI 3.1 of the operations that are reached over HTTP.
struct OpenAPIPlan {
  let package: ContractPackage
  let servers: ServerFacts

  private static let schemas = "#/components/schemas/"
  private static let problem: JSONValue = ["$ref": "#/components/schemas/concord.Problem"]

  init(_ package: ContractPackage, among packages: [ContractPackage]) {
    self.package = package
    servers = ServerFacts(package, among: packages)
  }

  /// An operation with its place.
  private struct Route {
    let facts: OperationFacts
    let binding: HTTPBinding
  }

  /// nil for a package without an operation that has `http`.
  var value: TemplateValue? {
    var schemas = PayloadSchemas(package, prefix: Self.schemas)
    let children = package.childrenByParent
    var routes: [Route] = []
    for contract in package.contracts {
      for facts in package.operations(of: contract, children: children) {
        if let binding = facts.operation.http { routes.append(Route(facts: facts, binding: binding)) }
      }
    }
    guard !routes.isEmpty else { return nil }
    var order: [String] = []
    let byPath = Dictionary(grouping: routes, by: \.binding.pathText)
    for route in routes where !order.contains(route.binding.pathText) { order.append(route.binding.pathText) }
    let paths = order.map { path -> TemplateValue in
      [
        "path": .text(YAMLText.quoted(path)),
        "operations": .list((byPath[path] ?? []).map { operation($0, &schemas) }),
      ]
    }
    var tags: [TemplateValue] = []
    for contract in package.contracts {
      guard let group = contract.group, routes.contains(where: { $0.facts.group.name == group.name }) else { continue }
      tags.append([
        "tag": .text(YAMLText.quoted(group.name)),
        "summaries": AsyncAPIPlan.optional(
          "summary", (contract.entity?.summary ?? group.summary).map(Prose.line).map(YAMLText.quoted)),
      ])
    }
    let definitions = [Self.problemSchema] + schemas.definitions()
    return [
      "package": .text(DocComment.line(package.name)),
      "title": .text(YAMLText.quoted(package.name)),
      "version": .text(YAMLText.quoted(package.documentedVersion)),
      "tags": .list(tags),
      "paths": .list(paths),
      "schemas": .list(
        definitions.map { ["name": .text(YAMLText.key($0.name)), "schema": .text($0.schema.yamlText(indent: 4))] }),
      "signs": .flag(!signIns.isEmpty),
      "signIns": .list(
        signIns.compactMap { way in
          Self.schemes[way].map { ["name": .text(way.rawValue), "scheme": .text($0.yamlText(indent: 4))] }
        }),
    ]
  }

  /// A passport stands in the query of a socket alone.
  private var signIns: [ServerModel.SignIn] { servers.signIns.filter { $0 != .passport } }

  private static let schemes: [ServerModel.SignIn: JSONValue] = [
    .bearer: ["type": "http", "scheme": "bearer"],
    .cookie: ["type": "apiKey", "name": "session", "in": "cookie"],
  ]

  /// The body of every error (RFC 9457), with the members that the error has on a socket.
  private static let problemSchema = NamedSchema(
    name: "concord.Problem",
    schema: [
      "type": "object", "description": "A problem (RFC 9457).",
      "properties": [
        "type": ["type": "string", "format": "uri-reference"], "title": ["type": "string"],
        "status": ["type": "integer"], "detail": ["type": "string"], "instance": ["type": "string"],
        "code": ["type": "string", "description": "For programs: UPPER_SNAKE."],
        "field": ["type": "string", "description": "The path of the input's field that is wrong."],
        "content": ["type": "string", "description": "More, as text."],
      ],
      "required": ["title", "status", "code"],
    ])

  private func operation(_ route: Route, _ schemas: inout PayloadSchemas) -> TemplateValue {
    let (operation, binding, entity) = (route.facts.operation, route.binding, route.facts.entity)
    let input = HTTPInput(operation, binding, entity, &schemas)
    var parameters = input.path.map { parameter($0, "path") } + input.query.map { parameter($0, "query") }
    if binding.takesIdempotencyKey {
      let text = "Makes a repeated request safe: the same key is answered once. A UUID is best."
      parameters.append(
        parameter(
          .init(
            name: "Idempotency-Key",
            schema: ["type": "string", "minLength": 1, "maxLength": 128, "description": .string(text)],
            isRequired: false),
          "header"))
    }
    let isEmpty = operation.output == .none
    return [
      "method": .text(binding.method.rawValue.lowercased()),
      "id": .text(
        YAMLText.key(Words(route.facts.group.name).lowerCamel + Words(operation.name).upperCamel)),
      "tag": .text(YAMLText.quoted(route.facts.group.name)),
      "summaries": AsyncAPIPlan.optional("summary", operation.summary.map(Prose.line).map(YAMLText.quoted)),
      "deprecated": .flag(operation.lifecycle.deprecated != nil),
      "description": .text(YAMLText.quoted(description(route.facts))),
      "topic": .text(YAMLText.quoted(operation.topic)),
      "open": .flag(operation.access?.isForAnyone == true),
      "parameterised": .flag(!parameters.isEmpty),
      "parameters": .list(parameters),
      "bodies": .list(bodies(input)),
      "status": .text(YAMLText.quoted(String(binding.status))),
      "success": .text(YAMLText.quoted(isEmpty ? "Done." : "What was asked for.")),
      // 204 has no body (RFC 9110 §15.3.5).
      "outputs": binding.status == 204 || binding.status == 205
        ? []
        : [["schema": .text(schemas.output(operation.output, entity).yamlText(indent: 14))]],
      "errors": .list(errors(route.facts)),
    ]
  }

  private func description(_ facts: OperationFacts) -> String {
    var sentences = ["For \(facts.access)."]
    if let timeout = facts.operation.timeout {
      sentences.append("Answered within \(Prose.duration(milliseconds: timeout)).")
    }
    if let since = facts.operation.lifecycle.since { sentences.append("Since version \(since).") }
    if let reason = facts.operation.lifecycle.deprecated { sentences.append("Deprecated: \(Prose.line(reason)).") }
    return sentences.joined(separator: " ")
  }

  private func parameter(_ parameter: HTTPInput.Parameter, _ place: String) -> TemplateValue {
    [
      "name": .text(YAMLText.scalar(parameter.name)), "place": .text(place),
      "required": .text(String(parameter.isRequired)),
      "schema": .text(parameter.schema.yamlText(indent: 10)),
    ]
  }

  private func bodies(_ input: HTTPInput) -> [TemplateValue] {
    if !input.parts.isEmpty {
      let object: JSONValue = [
        "type": "object",
        "properties": .object(input.parts.map { .init($0.name, $0.schema) }),
        "required": .texts(input.parts.map(\.name)),
      ]
      let encodings = input.parts.filter { !$0.isFile }.map { part -> TemplateValue in
        ["part": .text(YAMLText.key(part.name)), "contentType": "application/json"]
      }
      return [
        [
          "required": "true", "mediaType": "multipart/form-data", "schema": .text(object.yamlText(indent: 12)),
          "encoded": .flag(!encodings.isEmpty), "encodings": .list(encodings),
        ]
      ]
    }
    guard let body = input.body else { return [] }
    return [
      [
        "required": .text(String(input.isBodyRequired)), "mediaType": "application/json",
        "schema": .text(body.yamlText(indent: 12)), "encoded": false, "encodings": [],
      ]
    ]
  }

  /// The errors by status; every other one is the runtime's.
  private func errors(_ facts: OperationFacts) -> [TemplateValue] {
    let all = facts.errors + StandardErrors.ofAll
    return Set(all.map(\.status)).sorted().map { status in
      let codes = all.filter { $0.status == status }.map { "`\($0.code)`" }
      return [
        "status": .text(YAMLText.quoted(String(status))),
        "codes": .text(YAMLText.quoted(codes.joined(separator: ", "))),
      ]
    }
  }
}
