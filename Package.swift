// swift-tools-version: 6.1
import PackageDescription

/// Strict Swift 6, and imports that leak only where a public signature needs them.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// `script/build` sets this where the static archives are: hooks then start in a tenth of the time.
let isStatic = Context.environment["POLICY_STATIC"] == "1"

/// A target exists only to fence off a dependency; arrows point down only.
let package = Package(
  name: "policy",
  products: [
    .executable(name: "policy", targets: ["policy"]),
    .executable(name: "policy-hook", targets: ["policy-hook"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
  ],
  targets: [
    .systemLibrary(name: "CLibgit2", pkgConfig: "libgit2", providers: [.apt(["libgit2-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CSpawn"),
    .target(name: "CRE2", linkerSettings: [.linkedLibrary("re2"), .linkedLibrary("stdc++")]),
    .target(name: "CSHA1"),
    .target(name: "CLibrary", swiftSettings: strict),
    .target(name: "GitModel", dependencies: ["CSHA1"], swiftSettings: strict),
    .target(
      name: "GitStore", dependencies: ["CLibgit2", "CLibrary", "CZlib", "GitModel"],
      swiftSettings: strict),
    .target(name: "PolicyCore", dependencies: ["GitModel", "CRE2"], swiftSettings: strict),
    .target(
      name: "PolicyFile",
      dependencies: ["PolicyCore", "GitModel", .product(name: "Yams", package: "Yams")],
      resources: [.embedInCode("Presets")],
      swiftSettings: strict),
    .target(
      name: "PolicyScenario",
      dependencies: ["PolicyCore", "PolicyFile", "Workflows", "GitModel"],
      swiftSettings: strict),
    .target(
      name: "Workflows",
      dependencies: [
        "CLibrary", "GitModel", "PolicyCore", "PolicyFile",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict),
    .target(
      name: "Evidence",
      dependencies: ["CLibrary", "GitModel", "GitStore", "PolicyCore", "Programs"],
      swiftSettings: strict),
    .target(
      name: "Gates", dependencies: ["CExpat", "CLibrary", "PolicyCore", "Programs"],
      swiftSettings: strict),
    .target(name: "Programs", dependencies: ["CLibrary", "CSpawn"], swiftSettings: strict),
    .target(
      name: "Hooks",
      dependencies: ["CLibrary", "GitModel", "GitStore", "PolicyCore", "Programs", "Reports"],
      swiftSettings: strict),
    .target(name: "Reports", dependencies: ["PolicyCore", "GitModel"], swiftSettings: strict),
    .target(
      name: "GitHub",
      dependencies: ["CLibrary", "Evidence", "Reports", "PolicyCore", "GitModel", "Programs"],
      swiftSettings: strict),
    .executableTarget(
      name: "policy",
      dependencies: [
        "CLibrary", "Evidence", "Gates", "GitHub", "GitModel", "GitStore", "Hooks", "PolicyCore",
        "PolicyFile", "PolicyScenario", "Programs", "Reports", "Workflows",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ] + (isStatic ? ["CNoNetwork"] : []),
      resources: [.embedInCode("Installing/Scripts")],
      swiftSettings: strict + (isStatic ? [.define("POLICY_STATIC")] : [])),

    .executableTarget(
      name: "policy-hook",
      dependencies: ["CLibrary", "Hooks", "Reports"] + (isStatic ? ["CNoNetwork"] : []),
      swiftSettings: strict),
    .executableTarget(
      name: "policy-bench",
      dependencies: ["CLibrary", "GitModel", "GitStore"] + (isStatic ? ["CNoNetwork"] : []),
      swiftSettings: strict),
    .target(
      name: "TestSupport",
      dependencies: ["CLibrary", .product(name: "Subprocess", package: "swift-subprocess")],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "GitModelTests", dependencies: ["GitModel", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "GitStoreTests", dependencies: ["CLibrary", "GitStore", "GitModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "PolicyCoreTests", dependencies: ["PolicyCore", "GitModel"], swiftSettings: strict),
    .testTarget(
      name: "PolicyFileTests", dependencies: ["PolicyFile", "PolicyCore", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "PolicyScenarioTests",
      dependencies: [
        "PolicyScenario", "PolicyFile", "PolicyCore", "GitStore", "GitModel", "Hooks", "Reports",
        "TestSupport", "Workflows",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "HooksTests",
      dependencies: [
        "CLibrary", "Hooks", "PolicyFile", "PolicyCore", "GitStore", "GitModel", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "GitHubTests",
      dependencies: [
        "CLibrary", "Evidence", "GitHub", "Reports", "PolicyCore", "PolicyFile", "GitModel",
        "Programs", "TestSupport",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ProgramsTests", dependencies: ["Programs", "TestSupport"], swiftSettings: strict),
    .testTarget(
      name: "GatesTests",
      dependencies: ["CLibrary", "Gates", "PolicyCore", "Programs", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "EvidenceTests",
      dependencies: ["Evidence", "GitModel", "GitStore", "PolicyCore", "Programs", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "WorkflowsTests", dependencies: ["Workflows", "PolicyCore", "GitModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ReportsTests", dependencies: ["Reports", "PolicyCore", "GitModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "CommandTests",
      dependencies: ["CLibrary", "policy", "GitModel", "PolicyCore", "Reports", "TestSupport"],
      exclude: ["Projects", "Transcripts"], swiftSettings: strict),
  ]
    + (isStatic
      ? [
        .target(
          name: "CNoNetwork",
          linkerSettings: ["mbedcrypto", "http_parser", "pcre2-8", "z"].map { .linkedLibrary($0) })
      ] : []),
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)
