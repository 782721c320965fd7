import ConcordCore

/// Fills the fields that the server makes when an entity is created.
enum Generation {
  /// A number of a sequence whose commit then fails is lost: sequences have gaps and no repetitions.
  static func fill<E: Entity>(
    _ fields: [GeneratedField], of entity: inout E, from store: any EntityStore
  ) async throws(ConcordError) {
    for generated in fields {
      let name = E.fieldTable.name(generated.field)
      let json: [UInt8]
      if generated.counts {
        let number = try await store.nextNumber(of: "\(E.descriptor.name).\(name)")
        json = generated.form.json(number)
      } else {
        // A handler may have made the id itself.
        guard isBlank(name, of: entity) else { continue }
        json = generated.form.json(UUIDv7.next().description)
      }
      try set(generated.field, json, of: &entity)
    }
  }

  private static func set<E: Entity>(_ field: Int, _ json: [UInt8], of entity: inout E) throws(ConcordError) {
    var reader = JSONReader(json.span.bytes)
    entity.read(field: field, from: &reader)
    if let failure = reader.failure { throw ConcordError(invalid: failure, in: json, code: .internalError) }
  }

  private static func isBlank<E: Entity>(_ field: String, of entity: E) -> Bool {
    let members = try? JSON.decode(JSONValue.self, from: encode(entity))
    return members?[field]?.string ?? "" == ""
  }
}

extension GeneratedField.Form {
  fileprivate func json(_ number: Int) -> [UInt8] {
    switch self {
    case .id: json(String(number))
    case .int: encode(number)
    case .int64: encode(Int64(number))
    }
  }

  fileprivate func json(_ text: String) -> [UInt8] {
    if case .id(let prefix?) = self { encode("\(prefix)_\(text)") } else { encode(text) }
  }
}
