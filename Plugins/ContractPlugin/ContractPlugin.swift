import Foundation
import PackagePlugin

/// Generates Swift from the contracts (`*.yaml`) in a target's folder, at every build.
///
/// One command per target: all contracts and templates are its inputs, one Swift file per contract and the index its
/// outputs. The tool writes only what changed, so changing one contract recompiles that contract's file, and what uses a
/// declaration that is another one now.
@main struct ContractPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? any SourceModuleTarget else { return [] }
    let root = target.directoryURL
    let files = Self.files(below: root, endings: ["yaml", "yml"])
    let contracts = files.filter { !["package.yaml", "package.yml"].contains($0.lastPathComponent) }
    guard !contracts.isEmpty else {
      Diagnostics.warning("no contracts (*.yaml) in \(root.path); add one, or remove ContractPlugin from the target")
      return []
    }
    // The plugin's own package holds the templates, wherever it was checked out.
    let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Templates")
    let output = context.pluginWorkDirectoryURL.appending(path: "Contracts")
    let names = contracts.map { Self.fileName(of: Self.relative($0, to: root)) } + ["contracts-index.swift"]
    return [
      .buildCommand(
        displayName: "Generating Swift from \(contracts.count) contracts of \(target.name)",
        executable: try context.tool(named: "concord").url,
        arguments: ["generate", "--quiet", "--output", output.path, "--templates", templates.path, root.path],
        inputFiles: files + Self.files(below: templates, endings: ["mustache"]),
        outputFiles: names.map { output.appending(path: $0) })
    ]
  }

  /// The name that `SwiftEmitter.fileName(of:)` gives: the path with `+` between its parts.
  private static func fileName(of path: String) -> String {
    let stem = path.lastIndex(of: ".").map { path[..<$0] } ?? path[...]
    return stem.split(separator: "/").joined(separator: "+") + ".swift"
  }

  private static func relative(_ file: URL, to root: URL) -> String {
    String(file.standardizedFileURL.path.dropFirst(root.standardizedFileURL.path.count + 1))
  }

  /// Files with one of the endings, sorted; hidden files and folders are passed over.
  private static func files(below folder: URL, endings: Set<String>) -> [URL] {
    let found = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
    return (found?.compactMap { $0 as? URL } ?? []).filter { endings.contains($0.pathExtension) }
      .sorted { $0.path < $1.path }
  }
}
