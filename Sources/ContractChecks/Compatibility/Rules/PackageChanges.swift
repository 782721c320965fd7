// Packages, and the entities and services in them.
extension CompatibilityRule {
  static let packageRemoved = wire(
    "WIRE_PACKAGE_REMOVED", "A package stays.", for: .callers, .listeners, .stored
  ) { comparison in
    comparison.removedPackages.map {
      .gone($0.position, "the package '\($0.name)' is gone, and all that it declares", "keep it, or rename it back")
    }
  }

  static let packageAdded = wire(
    "WIRE_PACKAGE_ADDED", "A new package hurts nobody and is worth knowing.", .info, for: .callers, .listeners
  ) { comparison in
    comparison.addedPackages.map { Finding($0.position, "the package '\($0.name)' is new") }
  }

  static let entityRemoved = wire("WIRE_ENTITY_REMOVED", "An entity stays.", for: .callers, .listeners) { comparison in
    comparison.entities.removed.map {
      .gone(
        $0, $0.element.position, "the entity '\($0.element.name)' is gone, with its operations and events",
        entityHint($0) ?? "keep it until nobody uses it")
    }
  }

  static let entityAdded = wire(
    "WIRE_ENTITY_ADDED", "A new entity hurts nobody and is worth knowing.", .info, for: .callers, .listeners
  ) { comparison in
    comparison.entities.added.map { Finding($0.element.position, "the entity '\($0.element.name)' is new") }
  }

  static let storedEntityRemoved = stored("STORED_ENTITY_REMOVED", "What is stored of an entity can be read.") {
    comparison in
    comparison.entities.removed.filter(\.element.isStored).map {
      .gone(
        $0, $0.element.position, "nothing reads the stored entities '\($0.element.name)' any more",
        entityHint($0) ?? "keep the entity, with 'operations: {}' if nobody may use it")
    }
  }

  static let serviceRemoved = wire("WIRE_SERVICE_REMOVED", "A service stays.", for: .callers, .listeners) {
    comparison in
    comparison.services.removed.map { lone in
      .gone(
        lone, lone.element.position, "the service '\(lone.element.name)' is gone, with its operations and events",
        lone.renamed({ $0.name }, fits: { Set($0.operations.map(\.name)) == Set($1.operations.map(\.name)) })
          ?? "keep it until nobody uses it")
    }
  }

  static let serviceAdded = wire(
    "WIRE_SERVICE_ADDED", "A new service hurts nobody and is worth knowing.", .info, for: .callers, .listeners
  ) { comparison in
    comparison.services.added.map { Finding($0.element.position, "the service '\($0.element.name)' is new") }
  }

  private static func entityHint(_ lone: Lone<EntityModel>) -> String? {
    lone.renamed({ $0.name }, fits: { Set($0.fields.map(\.name)) == Set($1.fields.map(\.name)) })
  }
}
