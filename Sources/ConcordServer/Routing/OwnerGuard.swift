import ConcordCore

/// Keeps an operation's `owner` rule around its handler, so that no handler has to.
///
/// - `create` makes only what is the caller's own: a readonly owner field is set, any other must be right already.
/// - `list` answers only with the caller's own. The store filters by itself; a handler's own list is looked through.
/// - Everything else is about an entity that its input names: one that is not the caller's own does not exist for it.
enum OwnerGuard {
  /// The handler behind its guard; the handler itself where there is no rule.
  static func around<Input, Output>(
    _ handler: @escaping @Sendable (Input, RequestContext) async throws -> Output,
    _ operation: Operation<Input, Output>, _ store: any EntityStore
  ) -> @Sendable (Input, RequestContext) async throws -> Output {
    guard let rule = operation.owner else { return handler }
    return { input, context in
      // A developer has no ownership to keep to.
      guard let ownership = context.ownership else { return try await handler(input, context) }
      switch operation.kind {
      case .create: return try await handler(try own(input, ownership), context)
      case .list:
        let output = try await handler(input, context)
        try check(output, ownership)
        return output
      case .get, .update, .delete, .custom:
        return try await handler(try await checked(input, rule, ownership, store), context)
      }
    }
  }

  /// The entity to be created, as the caller's own.
  private static func own<Input: JSONCodable>(_ input: Input, _ ownership: Ownership) throws(ConcordError) -> Input {
    guard let entity = input as? any Entity else { return input }
    return try own(entity, ownership) as? Input ?? input
  }

  private static func own<E: Entity>(_ entity: E, _ ownership: Ownership) throws(ConcordError) -> E {
    let field = ownership.field
    guard let value = ownership.value else {
      throw ConcordError(.forbidden, "\(field): your account has no attribute that could own an entity", field: field)
    }
    guard let index = E.fieldTable.index(of: field) else { return entity }
    var own = entity
    if E.descriptor.readonlyFields & (1 << UInt64(index)) != 0 {
      // The attribute is a text; a field that holds a number takes it as one.
      let forms = [encode(value)] + (Int(value).map { [encode($0)] } ?? [])
      for json in forms {
        var reader = JSONReader(json.span.bytes)
        own.read(field: index, from: &reader)
        if reader.failure == nil { break }
      }
    }
    guard ownership.holds(for: encode(own)) else {
      throw ConcordError(.forbidden, "\(field): what you create has to be yours, with '\(value)'", field: field)
    }
    return own
  }

  /// The input, if the entity that it names is the caller's own. A whole entity that does not exist is about to be made.
  /// A query names none: what it finds is the store's to filter.
  private static func checked<Input: JSONCodable>(
    _ input: Input, _ rule: OwnerRule, _ ownership: Ownership, _ store: any EntityStore
  ) async throws(ConcordError) -> Input {
    if input is any EntityQuery { return input }
    guard let path = EntityPath(namedBy: input, rule.entity) else {
      if input is any Entity { return try own(input, ownership) }
      throw ConcordError(.invalidInput, "the input does not say which \(ownership.entity) is meant")
    }
    let stored = try await store.read(path)
    if stored == nil, input is any Entity { return try own(input, ownership) }
    guard let stored, ownership.holds(for: stored.json) else {
      throw ConcordError(.notFound, "\(path) does not exist")
    }
    return input
  }

  /// A list that holds what is not the caller's is a fault of its handler, and not sent.
  private static func check<Output: JSONCodable>(_ output: Output, _ ownership: Ownership) throws(ConcordError) {
    guard let page = output as? any EntityPage, !page.allSatisfy(ownership.holds) else { return }
    throw ConcordError(
      .internalError, "the handler's list holds entities of others than the caller, by '\(ownership.field)'")
  }
}

/// A query of entities, whatever their kind.
protocol EntityQuery {}

extension ListQuery: EntityQuery {}

/// A page of entities, whatever their kind.
private protocol EntityPage {
  func allSatisfy(_ holds: ([UInt8]) -> Bool) -> Bool
}

extension Page: EntityPage where Item: Entity {
  fileprivate func allSatisfy(_ holds: ([UInt8]) -> Bool) -> Bool { items.allSatisfy { holds(ConcordCore.encode($0)) } }
}
