import ContractModel

/// An operation as a Swift expression: what the table of a group holds.
struct OperationExpression {
  let operation: OperationModel
  let group: GroupModel
  let entity: EntityModel?
  let types: SwiftTypes

  var text: String { call + (operation.access?.isForAnyone == true ? ".forAnyone" : "") }

  private var call: String {
    let list = arguments.joined(separator: ", ")
    guard let entity else { return "Operation(\(list))" }
    if operation.kind != .custom { return "\(entity.swiftName).\(operation.kind.rawValue)(\(list))" }
    return operation.input == .draft ? "Operation(draft: \(list))" : "Operation(\(list))"
  }

  private var arguments: [String] {
    var arguments = [SwiftTypes.quoted(operation.topic)]
    // The conventional get and list say so by themselves.
    if operation.isIdempotent, operation.kind != .get, operation.kind != .list { arguments.append("idempotent: true") }
    if let timeout = operation.timeout { arguments.append("timeout: .milliseconds(\(timeout))") }
    if let retry = operation.retry {
      arguments.append(
        "retry: RetryPolicy(retries: \(retry.retries), first: .milliseconds(\(retry.firstBackoff)), "
          + "maximum: .milliseconds(\(retry.maximumBackoff)))")
    } else if operation.kind == .custom, operation.convention == .get || operation.convention == .list {
      arguments.append("retry: RetryPolicy(retries: 3)")
    }
    if !operation.errors.isEmpty {
      let codes = operation.errors.map { "\(group.swiftName)Error.\($0.swiftName).code" }
      arguments.append("errors: [" + codes.joined(separator: ", ") + "]")
    }
    arguments += StoragePlan.arguments(operation.access, of: entity)
    if let events { arguments.append("events: \(events)") }
    if let http = operation.http { arguments.append("http: \(route(http))") }
    return arguments
  }

  /// The three events; where success is the commit's own, two.
  private var events: String? {
    guard let intent = operation.intent, let success = operation.success, let failure = operation.failure else {
      return nil
    }
    let table = "\(group.swiftName)Events.table."
    let told = label(of: success).map { $0 + table + success.storageName }
    let events = [table + intent.storageName, told, table + failure.storageName].compactMap { $0 }
    return "OperationEvents(\(events.joined(separator: ", ")))"
  }

  /// What the reply makes of the success event, as a label; nil when only the commit tells of it, which it does to the
  /// caller of a custom operation too.
  private func label(of success: EventModel) -> String? {
    if operation.kind == .custom, success.topic != nil { return nil }
    if types.name(success.payload, of: entity) == types.name(operation.output, of: entity) { return "" }
    return switch success.payload {
    case .none: "none: "
    case .key: "key: "
    case .input: "input: "
    case .tree, .output, .failure, .type: nil
    }
  }

  private func route(_ http: HTTPBinding) -> String {
    var arguments = [".\(http.method.rawValue.lowercased())", SwiftTypes.quoted(http.pathText)]
    if http.status != 200 { arguments.append("status: \(http.status)") }
    if http.takesIdempotencyKey { arguments.append("idempotencyKey: true") }
    if !http.parts.isEmpty {
      let parts = http.parts.map { part in
        ".\(part.content == .file ? "file" : "json")(\(SwiftTypes.quoted(part.name)))"
      }
      arguments.append("parts: [\(parts.joined(separator: ", "))]")
    }
    return "HTTPRoute(\(arguments.joined(separator: ", ")))"
  }
}
