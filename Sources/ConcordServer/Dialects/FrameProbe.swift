package import ConcordCore

/// Reads frames and writes the answers to those that cannot be read, for those who look for frames that break a reader: no bytes
/// may.
package struct FrameProbe: Sendable {
  private let dialect: any Dialect

  package init(_ dialect: ServerDefinition.Dialect, entities: [any Entity.Type]) {
    switch dialect {
    case .message: self.dialect = MessageLanguage(routes: RouteTable([:]))
    case .storeEvent: self.dialect = StoreEventLanguage(entities, operations: Self.operations(of: entities))
    case .subscription: self.dialect = SubscriptionLanguage(entities)
    case .packet: self.dialect = PacketLanguage()
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
      case .call(_, _, .frame(let range)), .operation(_, _, .frame(let range)): _ = frame.extracting(range)
      case .call(_, _, .made(let bytes)): precondition(Self.isJSON(bytes), "a payload that was made is no JSON")
      case .packet(let packet) where packet.isAction: Self.read(packet)
      default: break
      }
      return true
    } catch {
      var writer = JSONWriter(capacity: 256)
      dialect.refuse(error.error, error.correlation, topic: error.topic, to: &writer)
      let prefix = dialect.kind == .packet ? PacketDialect.prefix.utf8.count : 0
      precondition(
        writer.failure == nil && Self.isJSON(Array(writer.array().dropFirst(prefix))), "an answer is no JSON")
      return false
    }
  }

  private static func read(_ packet: InboundPacket) {
    guard let action = try? PacketAction(reading: packet.data.span.bytes), let body = action.body else { return }
    precondition(isJSON(Array(packet.data[body])), "a body is no JSON")
  }

  private static func isJSON(_ bytes: [UInt8]) -> Bool {
    var reader = JSONReader(bytes.span.bytes)
    reader.skipValue()
    reader.finish()
    return reader.failure == nil
  }
}
