public import ConcordJSON

// What the generator writes for a service entity of 22 fields and its envelope, by hand. `Codable` is only there for
// Foundation's half of the comparison.
//
// Every field has a blank default, so that `blank` is a run of stores. Made by the public initialiser instead, it is built
// on the stack, copied with a retain per field, and destroyed again: 8% of a decode.

public struct Owner: JSONRecord, Codable, Equatable {
  public var name: String = ""
  public var email: String = ""
  public var team: String?
  public var onCall: Bool = false
  public init(name: String, email: String, team: String? = nil, onCall: Bool) {
    self.name = name
    self.email = email
    self.team = team
    self.onCall = onCall
  }
  private init() {}
  public static var blank: Owner { Owner() }
  public static let fieldTable = FieldTable("name", "email", "team", "onCall")
  public static var requiredFields: UInt64 { 0b1011 }
  public mutating func read(field: Int, from r: inout JSONReader) {
    switch field {
    case 0: r.read(&name)
    case 1: r.read(&email)
    case 2: r.read(&team)
    case 3: r.read(&onCall)
    default: break
    }
  }
  public func encode(to w: inout JSONWriter) {
    w.beginObject()
    w.write("\"name\":", name)
    w.write("\"email\":", email)
    w.writeIfPresent("\"team\":", team)
    w.write("\"onCall\":", onCall)
    w.endObject()
  }
}

public struct HTTPMethod: JSONEnum, Codable {
  public let wireValue: String
  public init(wireValue: String) { self.wireValue = wireValue }
  public static let get = HTTPMethod(wireValue: "GET")
  public static let post = HTTPMethod(wireValue: "POST")
}

public struct ServiceStatus: JSONEnum, Codable {
  public let wireValue: String
  public init(wireValue: String) { self.wireValue = wireValue }
  public static let active = ServiceStatus(wireValue: "active")
}

public struct MessageKind: JSONEnum, Codable {
  public let wireValue: String
  public init(wireValue: String) { self.wireValue = wireValue }
  public static let request = MessageKind(wireValue: "request")
}

public struct Endpoint: JSONRecord, Codable, Equatable {
  public var url: String = ""
  public var method: HTTPMethod = .blank
  public var port: Int = 0
  public var timeoutMs: Int = 0
  public var weight: Double = 0
  public var tls: Bool = false
  public init(url: String, method: HTTPMethod, port: Int, timeoutMs: Int, weight: Double, tls: Bool) {
    self.url = url
    self.method = method
    self.port = port
    self.timeoutMs = timeoutMs
    self.weight = weight
    self.tls = tls
  }
  private init() {}
  public static var blank: Endpoint { Endpoint() }
  public static let fieldTable = FieldTable("url", "method", "port", "timeoutMs", "weight", "tls")
  public static var requiredFields: UInt64 { 0b111111 }
  public mutating func read(field: Int, from r: inout JSONReader) {
    switch field {
    case 0: r.read(&url)
    case 1: r.read(&method)
    case 2: r.read(&port)
    case 3: r.read(&timeoutMs)
    case 4: r.read(&weight)
    case 5: r.read(&tls)
    default: break
    }
  }
  public func encode(to w: inout JSONWriter) {
    w.beginObject()
    w.write("\"url\":", url)
    w.write("\"method\":", method)
    w.write("\"port\":", port)
    w.write("\"timeoutMs\":", timeoutMs)
    w.write("\"weight\":", weight)
    w.write("\"tls\":", tls)
    w.endObject()
  }
}

public struct Service: JSONRecord, Codable, Equatable {
  public var id: UniqueID = .blank
  public var tenantId: UniqueID = .blank
  public var name: String = ""
  public var displayName: String = ""
  public var description: String = ""
  public var version: Int = 0
  public var revision: Int = 0
  public var replicas: Int = 0
  public var cpuLimit: Double = 0
  public var memoryLimitMb: Double?
  public var slaTarget: Double = 0
  public var isPublic: Bool = false
  public var archived: Bool = false
  public var maintenance: Bool?
  public var status: ServiceStatus = .blank
  public var tier: String?
  public var owner: Owner = .blank
  public var endpoints: [Endpoint] = []
  public var labels: [String: String] = [:]
  public var createdAt: Timestamp = .blank
  public var updatedAt: Timestamp?
  public var notes: String?
  public init(
    id: UniqueID, tenantId: UniqueID, name: String, displayName: String, description: String, version: Int,
    revision: Int, replicas: Int, cpuLimit: Double, memoryLimitMb: Double? = nil, slaTarget: Double, isPublic: Bool,
    archived: Bool, maintenance: Bool? = nil, status: ServiceStatus, tier: String? = nil, owner: Owner,
    endpoints: [Endpoint], labels: [String: String], createdAt: Timestamp, updatedAt: Timestamp? = nil,
    notes: String? = nil
  ) {
    self.id = id
    self.tenantId = tenantId
    self.name = name
    self.displayName = displayName
    self.description = description
    self.version = version
    self.revision = revision
    self.replicas = replicas
    self.cpuLimit = cpuLimit
    self.memoryLimitMb = memoryLimitMb
    self.slaTarget = slaTarget
    self.isPublic = isPublic
    self.archived = archived
    self.maintenance = maintenance
    self.status = status
    self.tier = tier
    self.owner = owner
    self.endpoints = endpoints
    self.labels = labels
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.notes = notes
  }
  private init() {}
  public static var blank: Service { Service() }
  public static let fieldTable = FieldTable(
    "id", "tenantId", "name", "displayName", "description", "version", "revision", "replicas", "cpuLimit",
    "memoryLimitMb", "slaTarget", "isPublic", "archived", "maintenance", "status", "tier", "owner", "endpoints",
    "labels", "createdAt", "updatedAt", "notes")
  public static var requiredFields: UInt64 { 0b00_1111_0101_1101_1111_1111 }
  public mutating func read(field: Int, from r: inout JSONReader) {
    switch field {
    case 0: r.read(&id)
    case 1: r.read(&tenantId)
    case 2: r.read(&name)
    case 3: r.read(&displayName)
    case 4: r.read(&description)
    case 5: r.read(&version)
    case 6: r.read(&revision)
    case 7: r.read(&replicas)
    case 8: r.read(&cpuLimit)
    case 9: r.read(&memoryLimitMb)
    case 10: r.read(&slaTarget)
    case 11: r.read(&isPublic)
    case 12: r.read(&archived)
    case 13: r.read(&maintenance)
    case 14: r.read(&status)
    case 15: r.read(&tier)
    case 16: r.read(&owner)
    case 17: r.read(&endpoints)
    case 18: r.read(&labels)
    case 19: r.read(&createdAt)
    case 20: r.read(&updatedAt)
    case 21: r.read(&notes)
    default: break
    }
  }
  public func encode(to w: inout JSONWriter) {
    w.beginObject()
    w.write("\"id\":", id)
    w.write("\"tenantId\":", tenantId)
    w.write("\"name\":", name)
    w.write("\"displayName\":", displayName)
    w.write("\"description\":", description)
    w.write("\"version\":", version)
    w.write("\"revision\":", revision)
    w.write("\"replicas\":", replicas)
    w.write("\"cpuLimit\":", cpuLimit)
    w.writeIfPresent("\"memoryLimitMb\":", memoryLimitMb)
    w.write("\"slaTarget\":", slaTarget)
    w.write("\"isPublic\":", isPublic)
    w.write("\"archived\":", archived)
    w.writeIfPresent("\"maintenance\":", maintenance)
    w.write("\"status\":", status)
    w.writeIfPresent("\"tier\":", tier)
    w.write("\"owner\":", owner)
    w.write("\"endpoints\":", endpoints)
    w.write("\"labels\":", labels)
    w.write("\"createdAt\":", createdAt)
    w.writeIfPresent("\"updatedAt\":", updatedAt)
    w.writeIfPresent("\"notes\":", notes)
    w.endObject()
  }
}

public struct ServiceMessage: JSONRecord, Codable, Equatable {
  public var messageId: UniqueID = .blank
  public var topic: String = ""
  public var type: MessageKind = .blank
  public var payload: Service = .blank
  public init(messageId: UniqueID, topic: String, type: MessageKind, payload: Service) {
    self.messageId = messageId
    self.topic = topic
    self.type = type
    self.payload = payload
  }
  private init() {}
  public static var blank: ServiceMessage { ServiceMessage() }
  public static let fieldTable = FieldTable("messageId", "topic", "type", "payload")
  public static var requiredFields: UInt64 { 0b1111 }
  public mutating func read(field: Int, from r: inout JSONReader) {
    switch field {
    case 0: r.read(&messageId)
    case 1: r.read(&topic)
    case 2: r.read(&type)
    case 3: r.read(&payload)
    default: break
    }
  }
  public func encode(to w: inout JSONWriter) {
    w.beginObject()
    w.write("\"messageId\":", messageId)
    w.write("\"topic\":", topic)
    w.write("\"type\":", type)
    w.write("\"payload\":", payload)
    w.endObject()
  }
}
