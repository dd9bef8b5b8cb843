// swift-tools-version:6.2
import PackageDescription

/// One settings block for every Swift target.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  // `Span`-returning accessors on the batches.
  .enableExperimentalFeature("Lifetimes"),
]

func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "sluice",
  products: [.executable(name: "sluice", targets: ["sluice"])],
  dependencies: [
    // Command line: subcommands, help and completion.
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    // Pipeline files: keeps line and column of every node.
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    // The ledger: SQLite with WAL and full synchronisation.
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    // The sandbox's HTTP server; without traits it builds neither swift-configuration nor full Foundation.
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
  ],
  targets: [
    // C edges. Each is a module map or a thin shim, and nothing else touches C.
    .target(name: "CBytes"),
    .target(name: "CLinux"),
    .systemLibrary(name: "CLibXML2System", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CLibXML2", dependencies: ["CLibXML2System"]),
    .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    // Patterns of `filter` and `map`: RE2 takes time linear in the text; PCRE2 and ICU backtrack.
    .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "CICU", linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),

    .target(
      name: "CPhoneNumber", exclude: ["Generator", "PlainNumbers.inc"],
      linkerSettings: [.linkedLibrary("phonenumber"), .linkedLibrary("protobuf")]),
    .target(name: "CPSL", exclude: ["Generator", "LongSuffixes.inc"], linkerSettings: [.linkedLibrary("psl")]),
    // Tables of words and codes, as they stand in their files.
    .target(name: "CTables", exclude: ["Generator", "Tables"]),

    // The vocabulary.
    room("PipelineModel", ["CBytes"]),

    // What several stages agree on, and bytes in and out.
    room("Canonical", ["PipelineModel", "CBytes", "CICU", "CPhoneNumber", "CPSL", "CTables"]),
    room("Transport", ["PipelineModel", "CCurl", "CLinux", "CZlib", "CZstd"]),

    // Stages. They never import each other.
    room("Extractors", ["PipelineModel", "CBytes", "CICU", "CLibXML2", "CSimdJSON"]),
    room("Transforms", ["PipelineModel", "Canonical", "CRE2"]),
    room("Identity", ["PipelineModel", "Canonical", "CBytes", "CLinux"]),
    .target(
      name: "Loading", dependencies: ["PipelineModel", "Canonical"], resources: [.embedInCode("prices.json")],
      swiftSettings: settings),
    room(
      "Ledger",
      [
        "PipelineModel", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),
    room("Writers", ["PipelineModel", "CBytes"]),

    // The run, and the services around it.
    room(
      "Pipelines",
      [
        "PipelineModel", "Canonical", "Transport", "Extractors", "Transforms", "Identity", "Loading", "Writers",
        "CBytes", .product(name: "Yams", package: "Yams"),
      ]),
    room(
      "Sandbox",
      [
        "PipelineModel", "Transport", "CLinux", .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Yams", package: "Yams"),
      ]),
    room("Receiver", ["PipelineModel", .product(name: "Hummingbird", package: "hummingbird")]),
    .executableTarget(
      name: "sluice",
      dependencies: [
        "PipelineModel", "Pipelines", "Ledger", "Sandbox", "Receiver", "Transport", "CLinux",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ], swiftSettings: settings),

    room("PipelineTesting", ["PipelineModel"]),
    tests("PipelineModelTests", ["PipelineModel"]),
    tests("CanonicalTests", ["Canonical", "PipelineModel", "CPhoneNumber", "CPSL"]),
    // Programs of others that tests talk to: a TLS terminator, a proxy.
    .target(name: "Peers", path: "Tests/Peers", exclude: ["Programs"], swiftSettings: settings),
    tests("TransportTests", ["Transport", "PipelineModel", "Peers"]),
    tests("ExtractorsTests", ["Extractors", "PipelineModel", "PipelineTesting"]),
    tests("TransformsTests", ["Transforms", "Canonical", "PipelineModel", "PipelineTesting"]),
    tests("IdentityTests", ["Identity", "PipelineModel", "PipelineTesting"]),
    tests("LoadingTests", ["Loading", "PipelineModel"]),
    tests("LedgerTests", ["Ledger", "PipelineModel"]),
    tests("WritersTests", ["Writers", "Extractors", "PipelineModel", "PipelineTesting"]),
    tests("SandboxTests", ["Sandbox", "Transport", "PipelineModel"]),
    tests("ReceiverTests", ["Receiver", "Transport", "PipelineModel"]),
    tests("PipelinesTests", ["Pipelines", "PipelineModel", "PipelineTesting"]),
    tests("EndToEndTests", ["sluice", "Peers"], exclude: ["Cases"]),
    .executableTarget(
      name: "CSVBench", dependencies: ["Extractors", "PipelineModel"], path: "Tests/Benchmarks/CSVBench",
      swiftSettings: settings),
    .executableTarget(
      name: "ReceiverBench", dependencies: ["PipelineModel", "Ledger", "Receiver"],
      path: "Tests/Benchmarks/ReceiverBench", swiftSettings: settings),
    .executableTarget(
      name: "TortureRun", dependencies: ["PipelineModel", "Pipelines", "Ledger", "Sandbox", "Receiver"],
      path: "Tests/Torture/Run",
      swiftSettings: settings),
    .testTarget(
      name: "TortureTests", dependencies: ["TortureRun", "PipelineModel", "Ledger", "Sandbox", "Transport"],
      path: "Tests/Torture/Tests", swiftSettings: settings),
  ]
)
