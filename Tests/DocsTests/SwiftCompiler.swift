import Foundation

/// The compiler, on sources that use the modules of this build.
enum SwiftCompiler {
  /// Where SwiftPM put the modules: beside the test runner.
  static var modules: URL? {
    Bundle.main.executableURL?.deletingLastPathComponent().appending(path: "Modules")
  }

  /// Checks sources as one module, and writes the module to `folder` for those that import it.
  ///
  /// - Parameters:
  ///   - files: Texts by file name.
  ///   - module: The module's name.
  ///   - folder: Where sources and modules go, and where imported ones are.
  ///   - options: Further options of the compiler.
  /// - Returns: What the compiler says is wrong; empty when all is well.
  static func compile(
    _ files: [String: String], module: String, in folder: URL, options: [String] = []
  ) throws -> String {
    let sources = folder.appending(path: "sources/\(module)")
    var paths: [String] = []
    for (name, text) in files.sorted(by: { $0.key < $1.key }) {
      let file = sources.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      paths.append(file.path)
    }
    var arguments = [
      "swiftc", "-emit-module", "-emit-module-path", folder.appending(path: "\(module).swiftmodule").path,
      "-module-name", module, "-swift-version", "6", "-enable-testing", "-suppress-warnings",
      "-I", folder.path,
    ]
    // One file is a program unless said otherwise, and a program may have statements outside of functions.
    if !files.keys.contains("main.swift") { arguments.append("-parse-as-library") }
    if let modules { arguments += ["-I", modules.path] }
    let libraries = Page.root.appending(path: "Sources/CLibraries")
    for library in try FileManager.default.contentsOfDirectory(atPath: libraries.path).sorted() {
      let map = libraries.appending(path: "\(library)/module.modulemap").path
      if FileManager.default.fileExists(atPath: map) { arguments += ["-Xcc", "-fmodule-map-file=\(map)"] }
    }
    // Emitting a module looks at declarations alone; checking looks at everything.
    let check = arguments.filter { $0 != "-emit-module" && !$0.hasSuffix(".swiftmodule") && $0 != "-emit-module-path" }
    let checked = try run([check[0], "-typecheck"] + check.dropFirst() + options + paths)
    if checked.status != 0 { return checked.text }
    let emitted = try run(arguments + options + paths)
    return emitted.status == 0 ? "" : emitted.text
  }

  /// Checks one source without a module of its own: a package's manifest.
  static func checkManifest(_ text: String, in folder: URL) throws -> String {
    let file = folder.appending(path: "Package.swift")
    try Data(text.utf8).write(to: file)
    let tools = try run(["swiftc", "-print-target-info"]).text
    let resources = tools.firstMatch(of: /"runtimeResourcePath": "([^"]+)"/)?.output.1 ?? ""
    let version = text.firstMatch(of: /swift-tools-version: *([0-9.]+)/)?.output.1 ?? "6.2"
    let outcome = try run([
      "swiftc", "-typecheck", "-package-description-version", String(version), "-I", "\(resources)/pm/ManifestAPI",
      file.path,
    ])
    return outcome.status == 0 ? "" : outcome.text
  }

  private static func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
    let outcome = try Shell.run(arguments, in: Page.root)
    return (outcome.status, outcome.output + outcome.error)
  }
}

/// Programs from outside.
enum Shell {
  static func run(
    _ arguments: [String], in folder: URL, environment: [String: String] = [:]
  ) throws -> (status: Int32, output: String, error: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    // Files, since a pipe that nobody empties while the other is read would stop the program.
    let scratch = FileManager.default.temporaryDirectory.appending(path: "concord-docs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let (output, error) = (scratch.appending(path: "output"), scratch.appending(path: "error"))
    for file in [output, error] { _ = FileManager.default.createFile(atPath: file.path, contents: nil) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: error)
    try process.run()
    process.waitUntilExit()
    return (
      process.terminationStatus, try String(contentsOf: output, encoding: .utf8),
      try String(contentsOf: error, encoding: .utf8)
    )
  }

  /// A folder that is removed at the end.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "concord-docs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }
}
