// The form of the document: which members there are and in which order they stand. What is optional and absent is left
// out; everything else is always written. Readers pass over members that they do not know.

extension ServiceSpec: JSONRecord {
  public static var blank: ServiceSpec { ServiceSpec(serviceId: "") }
  public static let fieldTable = FieldTable("spec", "serviceId", "service", "deployment")
  public static var requiredFields: UInt64 { 0b1111 }

  /// Reads a member; another format than `concord/service/v1` is `invalidValue`.
  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0:
      let start = reader.valueOffset()
      if reader.string() != Self.format { reader.fail(.invalidValue, at: start) }
    case 1: reader.read(&serviceId)
    case 2: reader.read(&service)
    case 3: reader.read(&deployment)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"spec\":", Self.format)
    writer.write("\"serviceId\":", serviceId)
    writer.write("\"service\":", service)
    writer.write("\"deployment\":", deployment)
    writer.endObject()
  }
}

extension ServiceSpec.Service: JSONRecord {
  public static var blank: Self { Self() }
  public static let fieldTable = FieldTable("image", "ports", "size", "config")
  public static var requiredFields: UInt64 { 0 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&image)
    case 1: reader.read(&ports)
    case 2: reader.read(&size)
    case 3: reader.read(&config)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.writeIfPresent("\"image\":", image)
    writer.write("\"ports\":", ports)
    writer.write("\"size\":", size)
    writer.write("\"config\":", config)
    writer.endObject()
  }
}

extension ServiceSpec.Size: JSONRecord {
  public static var blank: Self { Self() }
  public static let fieldTable = FieldTable("cpu", "memory")
  public static var requiredFields: UInt64 { 0 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&cpu)
    case 1: reader.read(&memory)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.writeIfPresent("\"cpu\":", cpu)
    writer.writeIfPresent("\"memory\":", memory)
    writer.endObject()
  }
}

extension ServiceSpec.Deployment: JSONRecord {
  public static var blank: Self { Self(name: "", scale: 0, meta: ServiceSpec.Meta()) }
  public static let fieldTable = FieldTable("name", "scale", "meta")
  public static var requiredFields: UInt64 { 0b101 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&name)
    case 1: reader.read(&scale)
    case 2: reader.read(&meta)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"name\":", name)
    writer.write("\"scale\":", scale)
    writer.write("\"meta\":", meta)
    writer.endObject()
  }
}

extension ServiceSpec.Meta: JSONRecord {
  public static var blank: Self { Self() }
  public static let fieldTable = FieldTable("deploymentMeta")
  public static var requiredFields: UInt64 { 0b1 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    if field == 0 { reader.read(&deploymentMeta) } else { reader.skipValue() }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"deploymentMeta\":", deploymentMeta)
    writer.endObject()
  }
}

extension ServiceSpec.DeploymentMeta: JSONRecord {
  public static var blank: Self { Self() }
  public static let fieldTable = FieldTable("environment", "team", "scaling")
  public static var requiredFields: UInt64 { 0 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&environment)
    case 1: reader.read(&team)
    case 2: reader.read(&scaling)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"environment\":", environment)
    writer.write("\"team\":", team)
    writer.write("\"scaling\":", scaling)
    writer.endObject()
  }
}
