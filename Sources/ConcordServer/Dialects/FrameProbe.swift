package import ConcordCore

/// Reads frames and writes the answers to those that cannot be read, for those who look for frames that break a reader: no bytes
/// may.
package struct FrameProbe: Sendable {
  private let dialect: any Dialect

  /// Nil for a dialect that has no reader here.
  package init?(_ dialect: ServerDefinition.Dialect, entities: [any Entity.Type]) {
    switch dialect {
    case .message: self.dialect = MessageLanguage()
    case .storeEvent: self.dialect = StoreEventLanguage(entities, operations: Self.operations(of: entities))
    case .subscription: self.dialect = SubscriptionLanguage(entities)
    case .packet: return nil
    }
  }

  private static func operations(of entities: [any Entity.Type]) -> [String: OperationKind] {
    var operations: [String: OperationKind] = [:]
    for entity in entities {
      let kinds: [(String, OperationKind)] = [
        ("create", .create), ("update", .update), ("delete", .delete), ("list", .list),
      ]
      for (verb, kind) in kinds { operations["\(entity.descriptor.name):\(verb)"] = kind }
    }
    return operations
  }

  /// True when the frame means something; the answer to one that does not is JSON.
  @discardableResult
  package func read(_ frame: RawSpan) -> Bool {
    do throws(Unreadable) {
      switch try dialect.read(frame) {
      case .call(_, _, .frame(let range)): _ = frame.extracting(range)
      case .call(_, _, .made(let bytes)): precondition(Self.isJSON(bytes), "a payload that was made is no JSON")
      default: break
      }
      return true
    } catch {
      var writer = JSONWriter(capacity: 256)
      dialect.refuse(error.error, error.correlation, topic: error.topic, to: &writer)
      precondition(writer.failure == nil && Self.isJSON(writer.array()), "an answer is no JSON")
      return false
    }
  }

  private static func isJSON(_ bytes: [UInt8]) -> Bool {
    var reader = JSONReader(bytes.span.bytes)
    reader.skipValue()
    reader.finish()
    return reader.failure == nil
  }
}
