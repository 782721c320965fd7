import ConcordCore

/// The first event of a connection: which contracts the server was built from, where its log stands, what it allows.
///
///     {"contracts": {"aurora": "<digest>"}, "epoch": "…", "offset": 7, "limits": {"message": 65536, "inFlight": 16}, "ping": 20}
struct Hello: Sendable {
  private let contracts: [String: String]
  private let epoch: String
  private let limits: ServerLimits

  init(_ packages: [any ContractPackage.Type], epoch: String, limits: ServerLimits) {
    contracts = Dictionary(packages.map { ($0.name, $0.digest) }, uniquingKeysWith: { _, last in last })
    self.epoch = epoch
    self.limits = limits
  }

  /// - Parameter offset: of the newest change that is not among the events which follow.
  func write(offset: Int, to writer: inout JSONWriter) {
    MessageDialect.write(MessageHead(id: .make(), kind: .event, topic: "concord:hello"), to: &writer) { writer in
      writer.beginObject()
      writer.write("\"contracts\":", contracts)
      writer.write("\"epoch\":", epoch)
      writer.write("\"offset\":", offset)
      writer.name("limits")
      writer.beginObject()
      writer.write("\"message\":", limits.messageBytes)
      writer.write("\"inFlight\":", limits.inFlight)
      writer.endObject()
      writer.endValue()
      writer.write("\"ping\":", Int(limits.ping.components.seconds))
      writer.endObject()
    }
  }
}
