import ConcordJSON
import ContractModel

/// What an operation takes, field by field, and where each travels over HTTP.
struct HTTPInput {
  struct Parameter {
    let name: String
    let schema: JSONValue
    let isRequired: Bool
  }

  var path: [Parameter] = []
  var query: [Parameter] = []
  /// The JSON body; nil: there is none.
  var body: JSONValue?
  var isBodyRequired = false
  /// The parts of a multipart body.
  var parts: [(name: String, schema: JSONValue, isFile: Bool)] = []

  init(
    _ operation: OperationModel, _ binding: HTTPBinding, _ entity: EntityModel?, _ schemas: inout PayloadSchemas
  ) {
    let fields = Self.fields(operation, entity, &schemas)
    for name in binding.parameters {
      let field = fields.first { $0.name == name }
      path.append(Parameter(name: name, schema: field?.schema ?? ["type": "string"], isRequired: true))
    }
    let rest = fields.filter { field in !binding.parameters.contains(field.name) }
    guard binding.parts.isEmpty else {
      let names = Set(binding.parts.map(\.name))
      query = rest.filter { !names.contains($0.name) }
      for part in binding.parts {
        switch part.content {
        case .file:
          parts.append((part.name, ["type": "string", "contentMediaType": "application/octet-stream"], true))
        case .json(let type): parts.append((part.name, schemas.schema(type, .input), false))
        }
      }
      return
    }
    guard binding.method.hasBody else {
      query = rest
      return
    }
    guard operation.input != .none else { return }
    // A list or a union is the body as it is.
    isBodyRequired =
      fields.isEmpty ? !operation.input.isEmptyRecord(in: schemas.package) : rest.contains(where: \.isRequired)
    body =
      rest.count == fields.count
      ? schemas.input(of: operation, entity)
      : schemas.object(rest.map { ($0.name, $0.schema) }, required: rest.filter(\.isRequired).map(\.name))
        .adding(entity.map { PayloadSchemas.refusal(operation.input, $0) } ?? [:])
  }

  private static func fields(
    _ operation: OperationModel, _ entity: EntityModel?, _ schemas: inout PayloadSchemas
  ) -> [Parameter] {
    switch operation.input {
    case .none: return []
    case .key:
      return (entity?.keyFields ?? []).map {
        Parameter(name: $0.name, schema: PayloadSchemas.keySchema($0), isRequired: true)
      }
    case .draft: return records((entity?.allFields ?? []).filter { !$0.isReadonly }, &schemas)
    case .patch:
      guard let entity else { return [] }
      let keys = entity.keyFields.map {
        Parameter(name: $0.name, schema: PayloadSchemas.keySchema($0), isRequired: true)
      }
      let changes = entity.fields.filter { !$0.isReadonly && $0.name != entity.key.name }
      return keys
        + records(changes, &schemas).map { Parameter(name: $0.name, schema: $0.schema, isRequired: false) }
    case .listQuery: return query(operation.list ?? ListOptions(), entity, &schemas)
    case .type(.named(let id)): return records(schemas.package[id].fields, &schemas)
    case .type(.entity(let name)): return records(schemas.entities[name]?.allFields ?? [], &schemas)
    case .type: return []
    }
  }

  private static func records(_ fields: [FieldModel], _ schemas: inout PayloadSchemas) -> [Parameter] {
    fields.map {
      Parameter(
        name: $0.name, schema: schemas.field($0, .input), isRequired: PayloadSchemas.isRequired($0, .input))
    }
  }

  private static func query(
    _ list: ListOptions, _ entity: EntityModel?, _ schemas: inout PayloadSchemas
  ) -> [Parameter] {
    guard let entity else { return [] }
    var parameters = entity.ancestors.map {
      Parameter(name: $0.field.name, schema: PayloadSchemas.keySchema($0.field), isRequired: false)
    }
    for field in list.filter.compactMap({ name in entity.allFields.first { $0.name == name } }) {
      parameters.append(
        Parameter(name: field.name, schema: schemas.schema(field.type.unwrapped, .input), isRequired: false))
    }
    if !list.sort.isEmpty {
      parameters.append(
        Parameter(name: "sort", schema: PayloadSchemas.sorts(list), isRequired: false))
    }
    parameters.append(
      Parameter(name: "page", schema: ["type": "integer", "minimum": 1, "default": 1], isRequired: false))
    parameters.append(Parameter(name: "pageSize", schema: PayloadSchemas.pageSize(list), isRequired: false))
    return parameters
  }
}

extension OperationModel.Input {
  /// Whether it is a record without fields.
  fileprivate func isEmptyRecord(in package: ContractPackage) -> Bool {
    guard case .type(.named(let id)) = self, case .record(let fields) = package[id].shape else { return false }
    return fields.isEmpty
  }
}
