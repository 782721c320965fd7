// Forms as JSON. They are read, and written only by tests and clients that keep drafts.

extension ServiceSpecForm: JSONRecord {
  public static var blank: ServiceSpecForm { ServiceSpecForm(serviceId: "") }
  public static let fieldTable = FieldTable(
    "serviceId", "team", "environment", "image", "ports", "resources", "config", "scaling")
  public static var requiredFields: UInt64 { 0b1 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&serviceId)
    case 1: reader.read(&team)
    case 2: reader.read(&environment)
    case 3: reader.read(&image)
    case 4: reader.read(&ports)
    case 5: reader.read(&resources)
    case 6: reader.read(&config)
    case 7: reader.read(&scaling)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"serviceId\":", serviceId)
    writer.writeIfPresent("\"team\":", team)
    writer.writeIfPresent("\"environment\":", environment)
    writer.writeIfPresent("\"image\":", image)
    writer.writeIfPresent("\"ports\":", ports)
    writer.writeIfPresent("\"resources\":", resources)
    writer.writeIfPresent("\"config\":", config)
    writer.writeIfPresent("\"scaling\":", scaling)
    writer.endObject()
  }
}

extension ServiceSpecForm.Scaling: JSONRecord {
  public static var blank: Self { Self() }
  public static let fieldTable = FieldTable("cpu", "memory", "hysteresis", "instances")
  public static var requiredFields: UInt64 { 0 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&cpu)
    case 1: reader.read(&memory)
    case 2: reader.read(&hysteresis)
    case 3: reader.read(&instances)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.writeIfPresent("\"cpu\":", cpu)
    writer.writeIfPresent("\"memory\":", memory)
    writer.writeIfPresent("\"hysteresis\":", hysteresis)
    writer.writeIfPresent("\"instances\":", instances)
    writer.endObject()
  }
}

extension ServiceSpecForm.Thresholds: JSONRecord {
  public static var blank: Self { Self() }
  public static let fieldTable = FieldTable("up", "down")
  public static var requiredFields: UInt64 { 0 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&up)
    case 1: reader.read(&down)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.writeIfPresent("\"up\":", up)
    writer.writeIfPresent("\"down\":", down)
    writer.endObject()
  }
}

extension ServiceSpecForm.Instances: JSONRecord {
  public static var blank: Self { Self() }
  public static let fieldTable = FieldTable("min", "max")
  public static var requiredFields: UInt64 { 0 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&min)
    case 1: reader.read(&max)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.writeIfPresent("\"min\":", min)
    writer.writeIfPresent("\"max\":", max)
    writer.endObject()
  }
}
