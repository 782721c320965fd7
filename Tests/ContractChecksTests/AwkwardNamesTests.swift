import ContractChecks
import Foundation
import Testing

/// Contracts whose every name is a keyword, a name of Swift's library or one of Concord's runtime: `Tests/Fixtures/Names`.
struct AwkwardNamesTests {
  @Test func allHaveSwiftNames() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/Names").path
    var diagnostics = Diagnostics()
    let package = try #require(ContractChecker.load(paths: [folder], diagnostics: &diagnostics).first)
    #expect(diagnostics.sorted.map(\.description) == [])
    #expect(package.entities.count > 30)
    for entity in package.entities { #expect(!SwiftNames.isReserved(entity.swiftName)) }
    let keyword = try #require(package.entity(named: "keyword"))
    #expect(keyword.fields.prefix(3).map(\.swiftName) == ["`as`", "`associatedtype`", "`await`"])
  }
}
