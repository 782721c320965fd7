// swift-tools-version: 6.2
import PackageDescription

// A package as a user of Concord has it: contracts in a target of their own, a server, and tests that are a client.
let package = Package(
  name: "shop",
  dependencies: [.package(name: "concord", path: "../..")],
  targets: [
    .target(
      name: "ShopContracts", dependencies: [.product(name: "ConcordCore", package: "concord")],
      plugins: [.plugin(name: "ContractPlugin", package: "concord")]),
    // 200 contracts that `check` writes, to see what a change in one of them compiles.
    .target(
      name: "ManyContracts", dependencies: [.product(name: "ConcordCore", package: "concord")],
      plugins: [.plugin(name: "ContractPlugin", package: "concord")]),
    .executableTarget(
      name: "ShopServer", dependencies: ["ShopContracts", .product(name: "Concord", package: "concord")]),
    .testTarget(
      name: "ShopTests", dependencies: ["ShopContracts", .product(name: "Concord", package: "concord")]),
  ],
  swiftLanguageModes: [.v6]
)
