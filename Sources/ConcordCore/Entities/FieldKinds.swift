// What generic code has to know of an entity's fields beside their names, found in the types of its properties: a descriptor
// that listed it would cost lines in every entity. It takes some microseconds, so whoever needs it often keeps it.

extension Entity {
  /// The wire names of the sensitive fields.
  public static var secretFields: Set<String> { names { $0 is any Masked.Type } }

  /// The wire names of the fields whose numbers travel as texts, `int64` and `decimal`: they are ordered as numbers.
  public static var numericTexts: Set<String> { names { $0 is any NumericText.Type } }

  private static func names(where matches: (Any.Type) -> Bool) -> Set<String> {
    let properties = Mirror(reflecting: blank).children
    // The generator writes properties and table in one order.
    guard properties.count == fieldTable.count else { return [] }
    var names: Set<String> = []
    for (index, property) in properties.enumerated() where matches(type(of: property.value)) {
      names.insert(fieldTable.name(index))
    }
    return names
  }
}

private protocol Masked {}
extension Secret: Masked {}
extension Optional: Masked where Wrapped: Masked {}

private protocol NumericText {}
extension Int64: NumericText {}
extension DecimalText: NumericText {}
extension Optional: NumericText where Wrapped: NumericText {}
