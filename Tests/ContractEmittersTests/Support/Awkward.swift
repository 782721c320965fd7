import ContractModel

/// The package of the golden files with subscriptions, notifications and owners, and with texts that try to break out.
enum Awkward {
  static func library() -> ContractPackage {
    let place = SourcePosition(file: "")
    var package = GoldenDocumentTests.packages()[0]
    package.contracts.removeAll { !["branch", "common"].contains($0.name) }
    for c in package.contracts.indices where package.contracts[c].entity?.name == "branch" {
      package.contracts[c].entity?.subscription = SubscriptionModel(
        scope: .key, snapshot: false, access: AccessRule(roles: ["keeper"]), position: place)
      package.contracts[c].entity?.notifications = [
        .init(event: "deleted", subtype: "branch-gone", position: place),
        .init(event: "created", subtype: nil, position: place),
      ]
      for o in package.contracts[c].group?.operations.indices ?? 0..<0 {
        package.contracts[c].group?.operations[o].access = AccessRule(
          roles: ["admin", "keeper; # <b>"], owner: OwnerRule(field: "name", principal: "branch", position: place))
        package.contracts[c].group?.operations[o].lifecycle = Lifecycle(since: "1.10", deprecated: "use | less")
      }
    }
    return package
  }
}
