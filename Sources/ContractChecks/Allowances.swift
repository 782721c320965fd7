/// Every `allow:` of the packages of one run, and which of them were of use.
struct Allowances {
  private struct Key: Hashable {
    var file: String
    var rule: String
  }

  let all: [Allowance]
  private var places: [Key: [Int]] = [:]
  /// The places of those that allowed something. A section that aliases bring to several places has one.
  private var used: Set<SourcePosition> = []

  init(_ packages: [ContractPackage]) {
    all = packages.flatMap { $0.allowances + $0.contracts.flatMap(\.allowances) }
    for (index, allowance) in all.enumerated() {
      places[Key(file: allowance.file, rule: allowance.rule), default: []].append(index)
    }
  }

  /// Why a finding is allowed, nil if it is not. Of several allowances the one of the smallest section says it.
  mutating func reason(_ rule: String, at position: SourcePosition) -> String? {
    let around = (places[Key(file: position.file, rule: rule)] ?? []).filter { all[$0].lines.contains(position.line) }
    guard let index = around.min(by: { all[$0].height < all[$1].height }) else { return nil }
    used.insert(all[index].position)
    return all[index].reason
  }

  /// Those of the given rules that allowed nothing, in order.
  func unused(of rules: Set<String>) -> [Allowance] {
    var known: Set<SourcePosition> = []
    return all.filter {
      rules.contains($0.rule) && !used.contains($0.position) && known.insert($0.position).inserted
    }
  }
}

extension Allowance {
  /// Lines less one.
  fileprivate var height: Int { lines.upperBound - lines.lowerBound }
}
