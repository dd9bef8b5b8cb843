// swift-tools-version:6.2
import PackageDescription

/// Fuzz targets of the extractors: a package of its own, as everything in it is built with sanitizers. run.sh uses it.
let swift: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"), .enableExperimentalFeature("Lifetimes"),
  .unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"]),
]
let c: [CSetting] = [.unsafeFlags(["-fsanitize=fuzzer-no-link,address"])]
let cxx: [CXXSetting] = [.unsafeFlags(["-fsanitize=fuzzer-no-link,address"])]

func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: swift)
}

let package = Package(
  name: "fuzz",
  targets: [
    .target(name: "CBytes", cSettings: c),
    .systemLibrary(name: "CLibXML2System", pkgConfig: "libxml-2.0"),
    .target(name: "CLibXML2", dependencies: ["CLibXML2System"], cSettings: c),
    .target(name: "CSimdJSON", cxxSettings: cxx, linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "CICU", cSettings: c, linkerSettings: [.linkedLibrary("icuuc"), .linkedLibrary("icui18n")]),
    room("PipelineModel", ["CBytes"]),
    room("PipelineTesting", ["PipelineModel"]),
    room("Extractors", ["PipelineModel", "CBytes", "CICU", "CLibXML2", "CSimdJSON"]),
    .executableTarget(
      name: "Fuzz", dependencies: ["PipelineModel", "PipelineTesting", "Extractors"], path: "Fuzz",
      swiftSettings: swift,
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])]),
  ]
)
