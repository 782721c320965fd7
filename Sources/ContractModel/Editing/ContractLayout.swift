/// The canonical layout of contract files; see `docs/cli.md`.
public enum ContractLayout {
  /// A contract or package file in the canonical layout, with the same meaning and the same remarks.
  ///
  /// - Throws: `YAMLLayout.Refusal` when the file cannot be read, or not laid out without changing what it says.
  public static func format(_ bytes: [UInt8], file: String) throws(YAMLLayout.Refusal) -> [UInt8] {
    try layout.format(bytes, file: file)
  }

  private static let layout = YAMLLayout(
    keyOrder: keyOrder, sections: ["fields", "types", "operations", "events", "deployment", "namespaces"],
    alignedKeys: ["fields", "namespaces"])

  /// The keys of all kinds of files in the order of the documentation: an entity's, with what others have before it in
  /// its place.
  static let keyOrder: [String] = {
    var order = KeyTable.package.known
    for table in [KeyTable.entity, .service, .namespace, .server, .types] {
      var place = 0
      for key in table.known + [KeyTable.allow] {
        if let index = order.firstIndex(of: key) {
          place = max(place, index + 1)
        } else {
          order.insert(key, at: place)
          place += 1
        }
      }
    }
    return order + [KeyTable.allow]
  }()
}
