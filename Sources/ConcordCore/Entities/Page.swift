/// What `list` answers: one page of entities.
public struct Page<Item: JSONCodable>: JSONRecord {
  public var items: [Item]
  /// Counted from 1.
  public var page: Int
  public var pageSize: Int
  /// How many items all pages hold together.
  public var total: Int
  /// The revision of each item, in the order of `items`; empty when the items are not stored entities.
  public var revisions: [Int]

  public init(items: [Item], page: Int, pageSize: Int, total: Int, revisions: [Int] = []) {
    self.items = items
    self.page = page
    self.pageSize = pageSize
    self.total = total
    self.revisions = revisions
  }

  public static var blank: Page { Page(items: [], page: 1, pageSize: 0, total: 0) }
  public static var fieldTable: FieldTable { pageFields }
  public static var requiredFields: UInt64 { 0b01111 }

  public mutating func read(field: Int, from reader: inout JSONReader) {
    switch field {
    case 0: reader.read(&items)
    case 1: reader.read(&page)
    case 2: reader.read(&pageSize)
    case 3: reader.read(&total)
    case 4: reader.read(&revisions)
    default: reader.skipValue()
    }
  }

  public func encode(to writer: inout JSONWriter) {
    writer.beginObject()
    writer.write("\"items\":", items)
    writer.write("\"page\":", page)
    writer.write("\"pageSize\":", pageSize)
    writer.write("\"total\":", total)
    if !revisions.isEmpty { writer.write("\"revisions\":", revisions) }
    writer.endObject()
  }
}

private let pageFields = FieldTable("items", "page", "pageSize", "total", "revisions")
