internal import ContractChecks
internal import Glibc

/// The contracts that a command is about when its line names none: the folders in the environment variable
/// `CONCORD_CONTRACTS`, which `swift package contract` sets to those of the package's targets. Each is a Swift module of its
/// own, so what clashes only between two of them is right.
struct DefaultContracts {
  static let variable = "CONCORD_CONTRACTS"

  var folders: [String]

  /// - Parameter value: Folders with `:` between, as in `PATH`.
  init(_ value: String) { folders = value.split(separator: ":").map(String.init) }

  static var ofEnvironment: DefaultContracts {
    DefaultContracts(getenv(variable).map { String(cString: $0) } ?? "")
  }

  /// The arguments with what they leave out. A line that cannot be understood is left to the command.
  ///
  /// - Throws: `Arguments.Failure` when one folder is needed and there are several.
  func complete(_ arguments: [String], for command: Command) throws(Arguments.Failure) -> [String] {
    let usage = CommandUsage(command)
    guard !folders.isEmpty, let given = try? Arguments(arguments, usage) else { return arguments }
    switch usage.operandWords {
    case ["PATH…"] where given.paths.isEmpty:
      // What is written to one folder comes from one module.
      let isWritten = usage.options.contains { $0.name == "--output" }
      return arguments + (isWritten ? [try one(folders, "PATH")] : folders)
    case ["OLD", "NEW"] where given.paths.count == 1: return arguments + [try one(folders, "NEW")]
    default:
      guard usage.options.contains(where: { $0.name == "--in" }), given["--in"] == nil, let kind = given.paths.first
      else { return arguments }
      // A package stands beside the others, everything else in one.
      return arguments + ["--in", try one(kind == "package" ? folders : packages, "--in FOLDER")]
    }
  }

  private func one(_ folders: [String], _ what: String) throws(Arguments.Failure) -> String {
    guard folders.count == 1 else {
      throw Arguments.Failure(
        message: "\(what) is missing, and there are several folders of contracts: \(folders.joined(separator: ", "))")
    }
    return folders[0]
  }

  /// The folders of packages: those with a package.yaml, and the topmost of the others that hold contracts.
  private var packages: [String] {
    var holding: Set<String> = []
    var marked: Set<String> = []
    for file in folders.flatMap({ (try? ContractListing.files(at: $0)) ?? [] }) {
      guard let slash = file.lastIndex(of: "/") else { continue }
      let folder = String(file[..<slash])
      holding.insert(folder)
      if file.hasSuffix("/package.yaml") || file.hasSuffix("/package.yml") { marked.insert(folder) }
    }
    let topmost = holding.filter { folder in !holding.contains { folder.hasPrefix($0 + "/") } }
    let found = marked.union(topmost).sorted()
    return found.isEmpty ? folders : found
  }
}

extension Arguments {
  /// Reads a command's arguments by what its help says of them.
  init(_ arguments: [String], _ usage: CommandUsage) throws(Failure) {
    try self.init(
      arguments, options: usage.options.filter { $0.value != nil }.map(\.name),
      flags: usage.options.filter { $0.value == nil }.map(\.name))
  }
}
