extension ServiceSpec.Scaling: JSONRecord {
  public static var blank: Self { Self() }
  public static let fieldTable = FieldTable("simple")
  public static var requiredFields: UInt64 { 0 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    if field == 0 { reader.read(&simple) } else { reader.skipValue() }
  }

  /// Writes `{}` when nothing scales.
  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    if !simple.isEmpty { writer.write("\"simple\":", simple) }
    writer.endObject()
  }
}

extension ServiceSpec.SimpleScaling: JSONRecord {
  public static var blank: Self { Self() }
  public static let fieldTable = FieldTable("scale_up", "scale_down", "hysteresis", "min_replicas", "max_replicas")
  public static var requiredFields: UInt64 { 0 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&scaleUp)
    case 1: reader.read(&scaleDown)
    case 2: reader.read(&hysteresis)
    case 3: reader.read(&minReplicas)
    case 4: reader.read(&maxReplicas)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"scale_up\":", scaleUp)
    writer.write("\"scale_down\":", scaleDown)
    writer.write("\"hysteresis\":", hysteresis)
    writer.write("\"min_replicas\":", minReplicas)
    writer.write("\"max_replicas\":", maxReplicas)
    writer.endObject()
  }
}

extension ServiceSpec.Thresholds: JSONRecord {
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
    writer.write("\"cpu\":", cpu)
    writer.write("\"memory\":", memory)
    writer.endObject()
  }
}
