/// Reads contracts into models: the entrance of the room.
public enum ContractLoader {
  /// Loads the packages at `paths`: contract files, folders of them, folders of such folders. One run is one module of
  /// generated Swift.
  ///
  /// Always answers with the best model that can be made; it is complete and free of contradictions only when no error
  /// has been reported, and then still awaits the rules of `ContractChecks`.
  ///
  /// - Parameters:
  ///   - paths: As diagnostics are to call them.
  ///   - diagnostics: Takes what is wrong, unreadable files included.
  public static func load(paths: [String], diagnostics: inout Diagnostics) -> [ContractPackage] {
    var reading = ContractFiles()
    for path in paths { reading.read(path, diagnostics: &diagnostics) }
    return load(reading.files, currentFolder: ContractFiles.currentFolder, diagnostics: &diagnostics)
  }

  /// Loads packages from memory: paths with their texts, sorted into packages by their folders as on disk.
  public static func load(files: [String: String], diagnostics: inout Diagnostics) -> [ContractPackage] {
    let sources = files.sorted { $0.key < $1.key }.map { SourceFile(file: $0.key, bytes: Array($0.value.utf8)) }
    return load(sources, currentFolder: "contracts", diagnostics: &diagnostics)
  }

  /// - Parameter currentFolder: What a package is called whose files are named without a folder.
  private static func load(
    _ sources: [SourceFile], currentFolder: String, diagnostics: inout Diagnostics
  ) -> [ContractPackage] {
    var packages: [ContractPackage] = []
    var named: [String: SourcePosition] = [:]
    for layout in PackageLayout.layouts(of: sources, currentFolder: currentFolder) {
      var builder = PackageBuilder(layout: layout)
      builder.build()
      for diagnostic in builder.read.diagnostics.sorted { diagnostics.add(diagnostic) }
      if let first = named[builder.package.name] {
        diagnostics.report(
          ModelRules.packageClash, at: builder.package.position,
          "there are two packages named '\(builder.package.name)'; the first is at \(first)",
          suggestion: "give one another 'name:' in its package.yaml")
      } else {
        named[builder.package.name] = builder.package.position
      }
      packages.append(builder.package)
    }
    return packages
  }
}
