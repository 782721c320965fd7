public import ContractModel

/// From checked packages to Swift files in a folder: what `concord generate` and the build plugin do.
public struct SwiftGenerator {
  private let emitter: SwiftEmitter

  /// - Parameter templates: a folder whose `swift/*.mustache` replace built-in templates of the same name.
  /// - Throws: `TemplateError`
  public init(templates: String?) throws(TemplateError) {
    emitter = SwiftEmitter(try TemplateSet(folder: templates))
  }

  /// What a run did.
  public struct Summary: Sendable, Equatable {
    public let contracts: Int
    public let written: Int
    public let unchanged: Int
    public let removed: Int
  }

  /// The files of the packages.
  ///
  /// - Parameter roots: the folders that were given; file names are made from paths below them.
  /// - Throws: `TemplateError`
  public func files(of packages: [ContractPackage], roots: [String]) throws(TemplateError) -> [GeneratedFile] {
    var files: [GeneratedFile] = []
    for package in packages {
      let types = SwiftTypes(package: package)
      for contract in package.contracts {
        files.append(try emitter.emit(contract, types, path: Self.relative(contract.file, to: roots)))
      }
    }
    files.append(try emitter.index(packages))
    return files
  }

  /// Generates into a folder; files whose text would not change are left alone.
  ///
  /// - Throws: `TemplateError`, or `OutputError` when a file cannot be written or two contracts would share one.
  public func generate(_ packages: [ContractPackage], roots: [String], into folder: String) throws -> Summary {
    let files = try files(of: packages, roots: roots)
    try Self.checkNames(files)
    let result = try OutputFolder(path: folder).write(files)
    return Summary(
      contracts: files.count - 1, written: result.written, unchanged: result.unchanged, removed: result.removed)
  }

  /// Folders that are given side by side may hold files of one name.
  private static func checkNames(_ files: [GeneratedFile]) throws(OutputError) {
    var names: Set<String> = []
    for file in files where !names.insert(file.name).inserted {
      throw OutputError(path: file.name, reason: "two contracts would go there; give the folder that holds both")
    }
  }

  static func relative(_ file: String, to roots: [String]) -> String {
    for root in roots {
      var prefix = root
      while prefix.hasPrefix("./") { prefix.removeFirst(2) }
      while prefix.hasSuffix("/") { prefix.removeLast() }
      if prefix == "." || prefix.isEmpty { return file }
      if file.hasPrefix(prefix + "/") { return String(file.dropFirst(prefix.count + 1)) }
    }
    return file.split(separator: "/").last.map(String.init) ?? file
  }
}
