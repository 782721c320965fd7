extension PackageBuilder {
  /// A union's discriminator and cases; nil after reporting that they are not there.
  mutating func union(_ node: YAMLNode, _ section: Section, _ outline: FileOutline) -> UnionModel? {
    guard let discriminator = read.text(node, "union"), read.isName(discriminator, "a field", at: node.position) else {
      return nil
    }
    guard let casesNode = section["cases"], let entries = read.entries(casesNode, "cases"), !entries.isEmpty else {
      read.diagnostics.report(
        ModelRules.missingKey, at: node.position, "a union needs 'cases'",
        suggestion: "write each case's name and its record, as in 'cases: { card: Card, transfer: Transfer }'")
      return nil
    }
    var cases: [UnionModel.Case] = []
    for entry in entries where read.isName(entry.key, "a case", at: entry.keyPosition) {
      guard let type = type(entry.value, outline) else { continue }
      guard case .named(let id) = type, declarations[package[id].name]?.node.isRecord == true else {
        read.diagnostics.report(
          ModelRules.unionCase, at: entry.value.position, "the case '\(entry.key)' is no record",
          suggestion: "give it a type with 'fields'")
        continue
      }
      cases.append(
        UnionModel.Case(
          name: entry.key, swiftName: SwiftNames.member(entry.key), type: id, position: entry.keyPosition))
    }
    return UnionModel(discriminator: discriminator, cases: cases)
  }
}

extension YAMLNode {
  /// Whether an entry of `types:` is a record.
  fileprivate var isRecord: Bool { mapping?.contains { $0.key == "fields" } == true }
}
