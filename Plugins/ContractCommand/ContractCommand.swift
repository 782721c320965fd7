import Foundation
import PackagePlugin

/// `swift package contract VERB …`: the commands of `concord` on the contracts of the package's targets.
///
/// The plugin asks for no permission. SwiftPM grants permissions to a plugin and not to a verb, so `check` would have to ask
/// as well. Where SwiftPM runs plugins in a sandbox, verbs that write need `--allow-writing-to-package-directory`.
@main struct ContractCommand: CommandPlugin {
  func performCommand(context: PluginContext, arguments: [String]) async throws {
    let here = FileManager.default.currentDirectoryPath
    let folders = context.package.targets.compactMap { ($0 as? any SourceModuleTarget)?.directoryURL }
      .filter(Self.holdsContracts).map { Self.relative($0.path, to: here) }
    let process = Process()
    process.executableURL = try context.tool(named: "concord").url
    process.arguments = Self.withoutOptionsOfSwiftPM(arguments)
    if process.arguments == [] { process.arguments = ["--help"] }
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["CONCORD_CONTRACTS": folders.sorted().joined(separator: ":")]
    ) { $1 }
    try process.run()
    process.waitUntilExit()
    // The tool has said what is wrong; SwiftPM adds the status.
    if process.terminationStatus != 0 { exit(process.terminationStatus) }
  }

  /// SwiftPM takes its options behind the verb as well, and hands them on.
  private static func withoutOptionsOfSwiftPM(_ arguments: [String]) -> [String] {
    var extractor = ArgumentExtractor(arguments)
    _ = extractor.extractFlag(named: "allow-writing-to-package-directory")
    _ = extractor.extractOption(named: "allow-writing-to-directory")
    _ = extractor.extractFlag(named: "disable-sandbox")
    return extractor.remainingArguments
  }

  /// Whether a target has contracts. A plugin is not told which targets use `ContractPlugin`, but a contract says
  /// `concord: 1`.
  private static func holdsContracts(_ folder: URL) -> Bool {
    let found = FileManager.default.enumerator(
      at: folder, includingPropertiesForKeys: nil, options: [.skipsHiddenFiles])
    while let file = found?.nextObject() as? URL {
      guard ["yaml", "yml"].contains(file.pathExtension) else { continue }
      let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
      if text.split(whereSeparator: \.isNewline).contains(where: { $0.hasPrefix("concord:") }) { return true }
    }
    return false
  }

  private static func relative(_ path: String, to folder: String) -> String {
    path == folder ? "." : path.hasPrefix(folder + "/") ? String(path.dropFirst(folder.count + 1)) : path
  }
}
