import ConcordCore

/// The packet dialect as a server speaks it: `_:["name",data]`, and calls of operations by method and path.
struct PacketLanguage: Dialect {
  var kind: ServerDefinition.Dialect { .packet }

  /// The names that travel short.
  private static let shortNames = [
    "sysReady": "_a", InboundPacket.performAction: "_b", "sysPerformActionBack": "_c",
  ]
  private static let longNames = Dictionary(
    shortNames.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })

  private static let ready = Array("_:[\"_a\",null]".utf8)

  func read(_ frame: RawSpan) throws(Unreadable) -> Inbound {
    do throws(ConcordError) {
      guard let packet = try PacketDialect.read(frame, namespace: "") else {
        return .packet(InboundPacket(nil, frame.withUnsafeBytes { Array($0) }))
      }
      return .packet(InboundPacket(Self.longNames[packet.name] ?? packet.name, packet.payload))
    } catch {
      throw Unreadable(error: error)
    }
  }

  func welcome(_ hello: ServerHello, to writer: inout JSONWriter) { writer.raw(Self.ready) }

  func reply(_ reply: Reply, to writer: inout JSONWriter, output: (inout JSONWriter) -> Void) {
    Self.write(Self.number(reply.correlation), to: &writer) { writer in
      writer.write("\"c\":", 0)
      writer.name("d")
      output(&writer)
      writer.endValue()
    }
  }

  /// Without `i` where the packet was none that has a number.
  func refuse(_ error: ConcordError, _ correlation: Correlation?, topic: String?, to writer: inout JSONWriter) {
    Self.write(correlation.flatMap(Self.number), to: &writer) { writer in
      writer.write("\"c\":", error.code.httpStatus)
      writer.write("\"m\":", error.message)
      writer.write("\"e\":", error.code.text)
    }
  }

  /// Changes and published events are not told: what a namespace hears is broadcast to it.
  func tell(_ news: News, to writer: inout JSONWriter) -> Bool { false }

  private static func number(_ correlation: Correlation) -> Int? {
    if case .packet(let id) = correlation { id.number } else { nil }
  }

  private static func write(_ number: Int?, to writer: inout JSONWriter, _ members: (inout JSONWriter) -> Void) {
    writer.raw(Array(PacketDialect.prefix.utf8))
    writer.beginArray()
    writer.value("_c")
    writer.endValue()
    writer.beginObject()
    writer.writeIfPresent("\"i\":", number)
    members(&writer)
    writer.endObject()
    writer.endValue()
    writer.endArray()
  }
}

/// What joins the answer of an action to it.
struct PacketID: Sendable, Equatable {
  /// The client's number.
  let number: Int
  /// By which handlers and events know it.
  let message: MessageID
  /// Stages that are left when it is answered.
  var turn: Int?
}
