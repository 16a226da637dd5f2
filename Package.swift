// swift-tools-version: 6.2

import Foundation
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Users of the program don't build its benchmarks.
let buildsBenchmarks = ProcessInfo.processInfo.environment["STANDFIRST_BENCHMARKS"] != nil

let benchmarks: [Target] = [
    .executableTarget(
        name: "NewspaperBenchmark",
        dependencies: [
            "Editorial", "Markup", "PropertyTesting", "Storage", "StoragePostgreSQL", "StorageSQLite", "StorageTesting",
            "Transfer", "Website",
            .product(name: "HTTPTypes", package: "swift-http-types"),
            .product(name: "Logging", package: "swift-log"),
            .product(name: "SystemPackage", package: "swift-system"),
        ],
        path: "Benchmarks/NewspaperBenchmark", swiftSettings: strict),
    .executableTarget(
        name: "QuotationCheckBenchmark", dependencies: ["PropertyTesting", "QuotationCheck"],
        path: "Benchmarks/QuotationCheckBenchmark", swiftSettings: strict),
]

let package = Package(
    name: "standfirst",
    defaultLocalization: "en",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "standfirst", targets: ["Standfirst"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.14.0"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
        .systemLibrary(name: "CGumbo", pkgConfig: "gumbo", providers: [.apt(["libgumbo-dev"]), .brew(["gumbo-parser"])]),
        .systemLibrary(
            name: "CMarkdown", pkgConfig: "libcmark-gfm",
            providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"]), .brew(["cmark-gfm"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"]), .brew(["libdeflate"])]),
        .systemLibrary(name: "CBrotli", pkgConfig: "libbrotlienc", providers: [.apt(["libbrotli-dev"]), .brew(["brotli"])]),
        .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]),

        .target(
            name: "QuotationCheck", resources: [.embedInCode("Attribution/english.txt")], swiftSettings: strict),
        .target(name: "Compression", dependencies: ["CDeflate", "CBrotli"], swiftSettings: strict),
        .target(name: "Storage", swiftSettings: strict),
        .target(
            name: "StorageSQLite",
            dependencies: [
                "Storage", .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            swiftSettings: strict),
        .target(name: "StoragePostgreSQL", dependencies: ["Storage", "CLibPQ"], swiftSettings: strict),
        .target(name: "Markup", dependencies: ["CGumbo", "CMarkdown"], swiftSettings: strict),
        .target(
            name: "Documents",
            dependencies: [
                "Markup", "QuotationCheck",
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            resources: [.embedInCode("Languages/stopwords.txt")], swiftSettings: strict),
        .target(
            name: "Editorial",
            dependencies: [
                "Compression", "Documents", "Markup", "QuotationCheck", "Storage",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .target(
            name: "ObjectStorageS3",
            dependencies: [
                "Editorial", "Storage", "CExpat",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .target(
            name: "Fetching",
            dependencies: [
                "Editorial", "Markup", "Storage",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .target(
            name: "Website",
            dependencies: [
                "Compression", "Editorial", "Markup", "QuotationCheck", "Storage",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            resources: [.copy("Resources")], swiftSettings: strict),
        .target(
            name: "Transfer",
            dependencies: [
                "Compression", "Documents", "Editorial", "Fetching", "Markup", "Storage", "Website", "CExpat",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "TOMLKit", package: "TOMLKit"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: strict),
        .target(
            name: "Newsroom",
            dependencies: [
                "Documents", "Editorial", "Markup", "QuotationCheck", "Storage",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "Standfirst",
            dependencies: [
                "Documents", "Editorial", "Fetching", "Markup", "Newsroom", "ObjectStorageS3", "QuotationCheck", "Storage", "StoragePostgreSQL",
                "StorageSQLite", "Transfer", "Website",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            resources: [.copy("Demo")], swiftSettings: strict),

        .target(name: "PropertyTesting", path: "Tests/PropertyTesting", swiftSettings: strict),
        .target(
            name: "StorageTesting", dependencies: ["Storage", "StorageSQLite", "StoragePostgreSQL", "CLibPQ"],
            path: "Tests/StorageTesting", swiftSettings: strict),
        .executableTarget(name: "BodyProbe", dependencies: ["Markup"], path: "Tests/BodyProbe", swiftSettings: strict),
        .testTarget(name: "CompressionTests", dependencies: ["Compression", "PropertyTesting"], swiftSettings: strict),
        .testTarget(name: "QuotationCheckTests", dependencies: ["PropertyTesting", "QuotationCheck"], swiftSettings: strict),
        .testTarget(
            name: "StorageTests", dependencies: ["PropertyTesting", "Storage", "StorageSQLite", "StoragePostgreSQL", "StorageTesting"],
            swiftSettings: strict),
        .testTarget(name: "DocumentsTests", dependencies: ["Documents", "PropertyTesting", "QuotationCheck"], swiftSettings: strict),
        .testTarget(name: "MarkupTests", dependencies: ["Markup", "PropertyTesting"], swiftSettings: strict),
        .testTarget(
            name: "EditorialTests",
            dependencies: [
                "Compression", "Editorial", "Markup", "PropertyTesting", "QuotationCheck", "Storage", "StorageTesting",
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "ObjectStorageS3Tests",
            dependencies: [
                "Editorial", "ObjectStorageS3", "PropertyTesting", "Storage",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "FetchingTests",
            dependencies: [
                "Compression", "Editorial", "Fetching", "Markup", "Storage",
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "WebsiteTests",
            dependencies: [
                "Compression", "Editorial", "Markup", "PropertyTesting", "QuotationCheck", "Storage", "StorageTesting", "Website",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            exclude: ["Snapshots"], swiftSettings: strict),
        .testTarget(
            name: "NewsroomTests",
            dependencies: [
                "Editorial", "Markup", "Newsroom", "QuotationCheck", "Storage", "StorageTesting",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "TransferTests", dependencies: [
                "Editorial", "Markup", "PropertyTesting", "Storage", "StorageTesting", "Transfer", "Website",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
        .testTarget(
            name: "StandfirstTests", dependencies: [
                "Editorial", "Markup", "Newsroom", "ObjectStorageS3", "PropertyTesting", "Standfirst", "Storage", "StorageTesting", "Transfer", "Website",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: strict),
    ] + (buildsBenchmarks ? benchmarks : []),
    swiftLanguageModes: [.v6]
)
