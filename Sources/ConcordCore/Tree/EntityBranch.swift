/// An entity in a tree, with typed access to what lies below it: `branch.accounts`.
///
/// The generated file of each child entity adds the getter for its parent.
@dynamicMemberLookup
public struct EntityBranch<E: Entity>: Sendable {
  let node: EntityTree.Node
  /// The entity itself.
  public let entity: E

  init?(_ node: EntityTree.Node) {
    guard let entity = node.entity as? E else { return nil }
    self.node = node
    self.entity = entity
  }

  /// The entity's revision.
  public var revision: Int { node.revision }

  /// The entity's fields.
  public subscript<Value>(dynamicMember path: KeyPath<E, Value>) -> Value { entity[keyPath: path] }

  /// The children of one kind, by key.
  public func children<Child: Entity>(_ type: Child.Type) -> [EntityBranch<Child>] {
    node.children.sorted(Child.descriptor.name).compactMap(EntityBranch<Child>.init)
  }
}
