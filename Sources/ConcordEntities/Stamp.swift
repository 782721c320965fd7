import ConcordCore

/// Sets the timestamps that are the server's to set: `createdAt` and `updatedAt`.
enum Stamp {
  /// Gives the fields with these indices the present time.
  static func set<E: Entity>(_ fields: [Int], of entity: inout E) {
    guard !fields.isEmpty else { return }
    let json = encode(Timestamp.now)
    for field in fields {
      var reader = JSONReader(json.span.bytes)
      entity.read(field: field, from: &reader)
    }
  }
}
