// swift-tools-version: 6.2
import PackageDescription

// `scripts/swift` sets CONCORD_STRICT, so everybody who works on Concord (and CI) builds with warnings as errors,
// while a package that depends on Concord is not broken by a warning of a later compiler.
let strict = Context.environment["CONCORD_STRICT"] == "1"

// `scripts/fuzz` sets CONCORD_FUZZ: then code tells libFuzzer where it has been, and there is a program to fuzz.
let fuzzed = Context.environment["CONCORD_FUZZ"] == "1"

let swift: [SwiftSetting] =
  [.enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault")]
  + (strict ? [.treatAllWarnings(as: .error)] : []) + (fuzzed ? [.unsafeFlags(["-sanitize=fuzzer"])] : [])

/// A library room: its name, the rooms and C libraries it may import. A test (`RoomsTests`) holds the same table.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], _ extra: [SwiftSetting] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swift + extra)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, resources: resources, swiftSettings: swift)
}

let package = Package(
  name: "concord",
  products: [
    .library(
      name: "Concord",
      targets: [
        "ConcordCore", "ConcordServer", "ConcordEntities", "ConcordAuth", "ConcordClient", "ConcordTransport",
        "DeploymentSpec",
      ]),
    .library(name: "ConcordCore", targets: ["ConcordCore"]),
    .library(name: "DeploymentSpec", targets: ["DeploymentSpec"]),
    .executable(name: "concord", targets: ["concord"]),
    .executable(name: "reference-server", targets: ["ReferenceServer"]),
    .executable(name: "reference-client", targets: ["ReferenceClient"]),

    .executable(name: "conformance-echo", targets: ["ConformanceEcho"]),
    .executable(name: "conformance-client", targets: ["ConformanceClient"]),
    .plugin(name: "ContractPlugin", targets: ["ContractPlugin"]),
    .plugin(name: "ContractCommand", targets: ["ContractCommand"]),
  ],
  targets: [
    // C libraries of the system: module maps and shims only.
    .systemLibrary(
      name: "CYAML", path: "Sources/CLibraries/CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CUV", path: "Sources/CLibraries/CUV", pkgConfig: "libuv", providers: [.apt(["libuv1-dev"])]),
    .systemLibrary(
      name: "CHTTPParser", path: "Sources/CLibraries/CHTTPParser", providers: [.apt(["libhttp-parser-dev"])]),
    .systemLibrary(
      name: "COpenSSL", path: "Sources/CLibraries/COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CZlib", path: "Sources/CLibraries/CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CSodium", path: "Sources/CLibraries/CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .target(name: "CMustache", path: "Sources/CLibraries/CMustache"),

    // Compile time: YAML in, Swift out.
    room("ConcordJSON", [], [.enableExperimentalFeature("Lifetimes")]),
    room("DeploymentSpec", ["ConcordJSON"]),
    room("ContractSyntax", ["CYAML"]),
    room("ContractModel", ["ContractSyntax", "ConcordJSON"]),
    room("ContractChecks", ["ContractModel", "ConcordJSON", "DeploymentSpec"]),
    room("ContractEmitters", ["ContractChecks", "ConcordJSON", "DeploymentSpec", "CMustache"]),
    .executableTarget(name: "concord", dependencies: ["ContractEmitters"], swiftSettings: swift),
    .plugin(name: "ContractPlugin", capability: .buildTool(), dependencies: ["concord"]),
    .plugin(
      name: "ContractCommand",
      capability: .command(
        intent: .custom(verb: "contract", description: "Runs a command of concord on the package's contracts.")),
      dependencies: ["concord"]),

    // Run time: bytes in, typed values out.
    room("ConcordCore", ["ConcordJSON"]),
    room("ConcordProtocols"),
    room(
      "ConcordTransport", ["ConcordCore", "ConcordProtocols", "CUV", "CHTTPParser", "COpenSSL", "CZlib"],
      [.enableExperimentalFeature("Lifetimes")]),
    room("ConcordServer", ["ConcordCore", "ConcordProtocols", "ConcordTransport"]),
    room("ConcordEntities", ["ConcordCore"]),
    room("ConcordAuth", ["ConcordCore", "CSodium"]),
    room("ConcordClient", ["ConcordCore", "ConcordProtocols"]),

    // What a user writes around the generated code.
    .target(
      name: "ReferenceContracts", dependencies: ["ConcordCore", "DeploymentSpec"], path: "contracts",
      exclude: ["README.md"],
      swiftSettings: swift,
      plugins: ["ContractPlugin"]),
    .executableTarget(
      name: "ReferenceServer",
      dependencies: [
        "ReferenceContracts", "ConcordCore", "ConcordServer", "ConcordEntities", "ConcordAuth", "ConcordTransport",
      ],
      swiftSettings: swift),
    .executableTarget(
      name: "ReferenceClient",
      dependencies: ["ReferenceContracts", "ConcordCore", "ConcordClient", "ConcordTransport"],
      swiftSettings: swift),
    .executableTarget(
      name: "ConformanceEcho", dependencies: ["ConcordTransport"], path: "Conformance/Echo", swiftSettings: swift),
    .executableTarget(
      name: "ConformanceClient", dependencies: ["ConcordTransport"], path: "Conformance/Client", swiftSettings: swift),

    // Measured programs, and what they are compared with.
    .executableTarget(
      name: "CodecBenchmark", dependencies: ["ConcordJSON"], path: "Benchmarks/Codec", swiftSettings: swift),
    .executableTarget(
      name: "request-server", dependencies: ["ConcordServer", "ConcordEntities"], path: "Benchmarks/Requests",
      swiftSettings: swift),
    .target(name: "BareHandshake", path: "Benchmarks/BareHandshake"),
    .executableTarget(name: "bare-echo", dependencies: ["BareHandshake", "CUV"], path: "Benchmarks/BareEcho"),
    .executableTarget(name: "plain-send", dependencies: ["BareHandshake"], path: "Benchmarks/PlainSend"),
    .executableTarget(name: "load-generator", path: "Benchmarks/Load"),
    .executableTarget(
      name: "TreeBenchmark", dependencies: ["ConcordCore"], path: "Benchmarks/Tree", swiftSettings: swift),

    tests("RoomsTests", []),
    tests("ConcordJSONTests", ["ConcordJSON"]),
    tests("DeploymentSpecTests", ["DeploymentSpec", "ReferenceContracts"]),
    // What the reference documents name is in the contracts and in what is generated from them.
    tests("ReferenceContractsTests", ["ReferenceContracts", "ContractChecks", "ConcordCore", "DeploymentSpec"]),
    tests("ContractSyntaxTests", ["ContractSyntax"]),
    tests("ContractModelTests", ["ContractModel"]),
    tests("ContractChecksTests", ["ContractChecks"]),
    // The generator's golden output, compiled; and contracts with awkward names, generated and compiled at every build.
    .target(
      name: "EmittedContracts", dependencies: ["ConcordCore"], path: "Tests/Fixtures/Emitters/Swift",
      swiftSettings: swift),
    .target(
      name: "AwkwardNames", dependencies: ["ConcordCore"], path: "Tests/Fixtures/Names", swiftSettings: swift,
      plugins: ["ContractPlugin"]),
    tests("ContractEmittersTests", ["ContractEmitters", "ConcordCore", "EmittedContracts", "AwkwardNames"]),
    tests("ConcordToolTests", ["concord"]),
    // What must hold for any bytes; `scripts/fuzz` looks for some for which it does not.
    .target(name: "FuzzTarget", path: "Tests/Fuzz/FuzzTarget", swiftSettings: swift),
    .target(
      name: "ContractFuzz", dependencies: ["FuzzTarget", "ContractEmitters"], path: "Tests/Fuzz/ContractFuzz",
      swiftSettings: swift),
    tests("ContractFuzzTests", ["ContractFuzz"]),
    .target(
      name: "RuntimeFuzz",
      dependencies: [
        "FuzzTarget", "ConcordCore", "ConcordProtocols", "ConcordTransport", "ConcordServer", "DialectContracts",
      ],
      path: "Tests/Fuzz/RuntimeFuzz", swiftSettings: swift),
    tests("RuntimeFuzzTests", ["FuzzTarget", "RuntimeFuzz"]),
    // Its examples are compiled with the modules that its tests depend on.
    tests(
      "DocsTests",
      [
        "concord", "ContractEmitters", "ContractChecks", "ConcordJSON", "ConcordCore", "ConcordClient", "ConcordServer",
        "ConcordEntities", "ConcordAuth", "ConcordTransport", "DeploymentSpec",
      ]),
    tests("ConcordProtocolsTests", ["ConcordProtocols"]),
    tests(
      "ConcordTransportTests", ["ConcordTransport", "ConcordProtocols", "ConcordCore", "COpenSSL"],
      resources: [.copy("Certificates")]),
    // Contracts for the tests of what serves, stores and asks for them.
    .target(
      name: "TestContracts", dependencies: ["ConcordCore"], path: "Tests/TestContracts", swiftSettings: swift,
      plugins: ["ContractPlugin"]),
    .target(
      name: "SampleContracts", dependencies: ["ConcordCore"], path: "Tests/SampleContracts", swiftSettings: swift,
      plugins: ["ContractPlugin"]),
    .target(
      name: "LanguageContracts", dependencies: ["ConcordCore"], path: "Tests/LanguageContracts", swiftSettings: swift,
      plugins: ["ContractPlugin"]),
    tests(
      "LanguageTests",
      ["LanguageContracts", "ConcordClient", "ConcordTransport", "ConcordServer", "ConcordEntities"]),
    .target(
      name: "CatalogContracts", dependencies: ["ConcordCore"], path: "Tests/CatalogContracts", swiftSettings: swift,
      plugins: ["ContractPlugin"]),
    tests(
      "ReactiveTests",
      ["CatalogContracts", "ConcordClient", "ConcordTransport", "ConcordServer", "ConcordEntities"]),
    tests("ConcordCoreTests", ["ConcordCore", "SampleContracts"]),
    tests("ConcordEntitiesTests", ["ConcordEntities", "TestContracts"]),
    // Two packages like those of the systems that speak the store-event and the subscription dialect.
    .target(
      name: "DialectContracts", dependencies: ["ConcordCore"], path: "Tests/DialectContracts", swiftSettings: swift,
      plugins: ["ContractPlugin"]),
    tests("DialectTests", ["ConcordServer", "ConcordEntities", "ConcordTransport", "DialectContracts"]),
    tests(
      "ConcordAuthTests",
      [
        "ConcordAuth", "ConcordEntities", "ReferenceServer", "ReferenceContracts", "ConcordClient", "ConcordTransport",
      ]),
    tests(
      "ConcordServerTests",
      [
        "ConcordServer", "ConcordEntities", "ConcordTransport", "TestContracts", "EmittedContracts",
        "ReferenceContracts",
      ]),
    tests(
      "ConcordClientTests",
      ["ConcordClient", "ConcordTransport", "ConcordServer", "ConcordEntities", "SampleContracts"]),
  ]
    + (fuzzed
      ? [
        .executableTarget(
          name: "fuzz", dependencies: ["FuzzTarget", "ContractFuzz", "RuntimeFuzz"], path: "Tests/Fuzz/Driver",
          swiftSettings: swift)
      ] : []),
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
