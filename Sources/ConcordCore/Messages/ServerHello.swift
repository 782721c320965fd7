/// What a server says first on a connection (`concord:hello`): which contracts it serves, where its log stands, and
/// what it allows.
public struct ServerHello: JSONRecord, Equatable {
  /// The digest of each contract package that is served, by the package's name.
  public var contracts: [String: String]
  /// The epoch of the server's log: what a client has cached from another epoch is worth nothing.
  public var epoch: String
  /// The last commit of the log.
  public var offset: Int
  public var limits: Limits
  /// Seconds between the server's pings, 0 when it sends none.
  public var ping: Int

  /// What a connection may do before it is told off.
  public struct Limits: Sendable, Equatable {
    /// The longest message in bytes.
    public var messageBytes: Int
    /// How many requests of a connection may be under way at once; further ones wait.
    public var inFlight: Int

    public init(messageBytes: Int = 0, inFlight: Int = 0) {
      self.messageBytes = messageBytes
      self.inFlight = inFlight
    }
  }

  public init(
    contracts: [String: String] = [:], epoch: String = "", offset: Int = 0, limits: Limits = Limits(), ping: Int = 0
  ) {
    self.contracts = contracts
    self.epoch = epoch
    self.offset = offset
    self.limits = limits
    self.ping = ping
  }

  public static var blank: ServerHello { ServerHello() }
  public static let fieldTable = FieldTable("contracts", "epoch", "offset", "limits", "ping")
  /// None: an older server may know less.
  public static var requiredFields: UInt64 { 0 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&contracts)
    case 1: reader.read(&epoch)
    case 2: reader.read(&offset)
    case 3: reader.read(&limits)
    case 4: reader.read(&ping)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"contracts\":", contracts)
    writer.write("\"epoch\":", epoch)
    writer.write("\"offset\":", offset)
    writer.write("\"limits\":", limits)
    writer.write("\"ping\":", ping)
    writer.endObject()
  }
}

extension ServerHello.Limits: JSONRecord {
  public static var blank: ServerHello.Limits { ServerHello.Limits() }
  public static let fieldTable = FieldTable("messageBytes", "inFlight")
  public static var requiredFields: UInt64 { 0 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&messageBytes)
    case 1: reader.read(&inFlight)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"messageBytes\":", messageBytes)
    writer.write("\"inFlight\":", inFlight)
    writer.endObject()
  }
}
