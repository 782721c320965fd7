import ConcordCore
import SampleContracts
import Testing

/// What a package is made of at run time: what each of its contracts adds.
@Suite struct ContractPackageTests {
  private enum One: ContractPackage {
    static let name = "one"
    static func bind(_ bindings: inout ClientBindings) {
      bindings.contract(digest: 1)
      bindings.contract(digest: 2)
    }
  }

  private enum Other: ContractPackage {
    static let name = "other"
    static func bind(_ bindings: inout ClientBindings) {
      bindings.contract(digest: 2)
      bindings.contract(digest: 1)
    }
  }

  private enum Empty: ContractPackage {
    static let name = "empty"
    static func bind(_ bindings: inout ClientBindings) {}
  }

  @Test func theDigestIsMadeOfTheContracts() {
    #expect(One.digest == One.digest && One.digest.count == 16)
    #expect(Set([One.digest, Other.digest, Empty.digest]).count == 3)
    #expect(SamplePackage.digest.wholeMatch(of: /[0-9a-f]{16}/) != nil)
  }

  @Test func parentsComeBeforeChildren() {
    let entities = SamplePackage.entities
    #expect(!entities.isEmpty && Empty.entities.isEmpty)
    var known: Set<String> = []
    for entity in entities {
      #expect(known.isSuperset(of: entity.descriptor.ancestors), "\(entity.descriptor.name)")
      known.insert(entity.descriptor.name)
    }
    #expect(known.count == entities.count)
  }
}
