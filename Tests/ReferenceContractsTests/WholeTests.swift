import ContractChecks
import Testing

/// What holds for all contracts of the reference systems.
@Suite struct WholeTests {
  @Test func checkFindsNothing() { #expect(Reference.diagnostics == []) }

  @Test func thereIsAPackagePerDocumentAndTheServer() {
    #expect(
      Reference.packages.map(\.name).sorted() == [
        "admin", "aurora", "catalog", "deployments", "reference", "socket",
      ])
  }

  @Test func compatibleWithItself() {
    let findings = CompatibilityChecker.compare(old: Reference.packages, new: Reference.packages)
    #expect(findings.map(\.description) == [])
  }

  /// Contracts are documentation: whoever opens one learns first what the thing is.
  @Test func everythingSaysWhatItIs() {
    let groups = Reference.packages.flatMap(\.contracts).compactMap(\.group)
    #expect(groups.filter { $0.summary == nil }.map(\.name) == [])
    let conventional: Set<OperationModel.Kind> = [.create, .update, .delete, .get, .list]
    let bare = groups.flatMap(\.operations).filter {
      $0.summary == nil && !conventional.contains($0.convention) && Words($0.name).words.count > 1
    }
    #expect(bare.map(\.topic) == [])
  }
}
