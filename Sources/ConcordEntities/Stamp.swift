import ConcordCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Sets the timestamps that are the server's to set: `createdAt` and `updatedAt`.
enum Stamp {
  /// Gives the fields with these indices the present time.
  static func set<E: Entity>(_ fields: [Int], of entity: inout E) {
    guard !fields.isEmpty else { return }
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    let json = encode(Timestamp(milliseconds: Int64(now.tv_sec) * 1000 + Int64(now.tv_nsec) / 1_000_000))
    for field in fields {
      var reader = JSONReader(json.span.bytes)
      entity.read(field: field, from: &reader)
    }
  }
}
