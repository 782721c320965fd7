import ContractChecks
import ContractModel
import Testing

/// What an entity with `source: plugin` may not ask of the store.
struct PluginTests {
  private func findings(_ source: String, _ change: (inout FieldModel) -> Void) throws -> [String] {
    let text = """
      concord: 1
      entity: item
      key: name
      source: \(source)
      state: [label]
      fields:
        name: string
        label: string
      """
    var diagnostics = Diagnostics()
    var packages = ContractLoader.load(files: ["p/item.yaml": text], diagnostics: &diagnostics)
    change(&packages[0].contracts[0].entity!.fields[1])
    ContractChecker.check(packages, diagnostics: &diagnostics)
    return diagnostics.sorted.map(\.description)
  }

  @Test func uniquenessAndSequencesAreTheStores() throws {
    #expect(
      try findings("plugin") { $0.isUnique = true } == [
        "p/item.yaml:8:3: error: the store does not keep 'item', so it cannot see to 'label'; "
          + "leave 'unique' out and let your own tables do it [plugin-store]"
      ])
    #expect(try findings("plugin") { $0.isSequence = true }.map { $0.contains("leave 'generated' out") } == [true])
    #expect(try findings("store") { $0.isUnique = true } == [])
    #expect(try findings("plugin") { _ in } == [])
  }
}
