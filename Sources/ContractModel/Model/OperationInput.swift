/// The members of an operation's input, wherever they travel.
extension ContractPackage {
  /// The fields that a caller may send; nil for an input that is no object: a list, a map, a scalar, a union.
  ///
  /// Of `list` they are the ancestors' keys and what it filters by; `page`, `pageSize` and `sort` come beside them.
  ///
  /// - Parameters:
  ///   - operation: An operation of this package.
  ///   - entity: The entity that it belongs to; nil for one of a service.
  public func inputFields(of operation: OperationModel, _ entity: EntityModel?) -> [FieldModel]? {
    switch operation.input {
    case .none: return []
    case .key: return entity?.keyFields ?? []
    case .draft: return (entity?.allFields ?? []).filter { !$0.isReadonly }
    case .patch:
      let keys = Set((entity?.keyFields ?? []).map(\.name))
      return (entity?.allFields ?? []).filter { keys.contains($0.name) || !$0.isReadonly }
    case .listQuery:
      let ancestors = (entity?.ancestors ?? []).map(\.field)
      let filter = Set(operation.list?.filter ?? []).subtracting(ancestors.map(\.name))
      return ancestors + (entity?.fields ?? []).filter { filter.contains($0.name) }
    case .type(let type): return fields(of: type)
    }
  }

  private func fields(of type: TypeReference) -> [FieldModel]? {
    switch type {
    case .optional(let inner): return fields(of: inner)
    case .entity(let name): return entity(named: name)?.allFields
    case .named(let id): if case .record(let fields) = self[id].shape { return fields } else { return nil }
    case .scalar, .reference, .list, .map: return nil
    }
  }
}
