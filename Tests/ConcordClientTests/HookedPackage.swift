import ConcordCore
import Synchronization

/// An entity that does something while it is read or written: what happens between two steps of a client can be tested
/// with it, whatever the threads do.
struct Hooked: Entity {
  struct Fields: FieldGroup {
    static var table: Fields { Fields() }
  }

  enum Moment: Hashable { case read, write }

  private struct Hook: Hashable {
    let moment: Moment
    let name: String
  }

  private static let hooks = Mutex<[Hook: @Sendable () -> Void]>([:])

  /// Does something the next time that the entity of this name is read or written.
  static func once(_ moment: Moment, _ name: String, _ action: @escaping @Sendable () -> Void) {
    hooks.withLock { $0[Hook(moment: moment, name: name)] = action }
  }

  private static func reach(_ moment: Moment, _ name: String) {
    hooks.withLock { $0.removeValue(forKey: Hook(moment: moment, name: name)) }?()
  }

  var name = ""

  static let descriptor = EntityDescriptor(
    name: "hooked", keyField: "name", keyShapes: [.text], list: ListDescriptor(topic: "hooked:get_hookeds"))
  static var blank: Hooked { Hooked() }
  static let fieldTable = FieldTable("name")
  static var requiredFields: UInt64 { 1 }
  var keyValues: [String] { [name] }
  mutating func read(field: Int, from reader: inout JSONReader) {
    reader.read(&name)
    Self.reach(.read, name)
  }
  func encode(to writer: inout JSONWriter, draft: Bool) {
    Self.reach(.write, name)
    writer.beginObject()
    writer.write("\"name\":", name)
    writer.endObject()
  }
  static func serveStored(on registrar: some OperationRegistrar) {}
}

enum HookedPackage: ContractPackage {
  static let name = "hooked"
  static let created = Event<Hooked>("hooked-created")

  static func bind(_ bindings: inout ClientBindings) {
    bindings.contract(digest: 1)
    bindings.entity(Hooked.self, created: created, updated: nil, deleted: nil)
  }
}
