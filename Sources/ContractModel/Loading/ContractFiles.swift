internal import FoundationEssentials

/// Reads contract files from the disk: the one place of the model that touches it.
struct ContractFiles {
  private(set) var files: [SourceFile] = []
  private var seen: Set<String> = []

  /// The name of the folder that relative paths begin in.
  static var currentFolder: String {
    FileManager.default.currentDirectoryPath.split(separator: "/").last.map(String.init) ?? "contracts"
  }

  /// Reads a file, or every contract in a folder and the folders below; hidden ones are passed over. A single contract
  /// brings its folder along, since it may speak of the other entities of its package.
  ///
  /// What cannot be read is reported under the rule `file`.
  mutating func read(_ path: String, diagnostics: inout Diagnostics) {
    let path = ContractFiles.normalized(path)
    var isFolder: Bool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      diagnostics.report(ModelRules.file, at: SourcePosition(file: path), "there is no such file or folder")
      return
    }
    if isFolder {
      let before = files.count
      readFolder(path, diagnostics: &diagnostics)
      if files.count == before, !seen.contains(path) {
        diagnostics.report(
          ModelRules.file, at: SourcePosition(file: path), "there are no contracts in this folder",
          suggestion: "their file names end in .yaml")
      }
    } else if SourceFile.isContract(path.split(separator: "/").last ?? "") {
      let folder = SourceFile(file: path, bytes: []).folder
      readFolder(folder.isEmpty ? "." : folder, diagnostics: &diagnostics)
    } else {
      diagnostics.report(
        ModelRules.file, at: SourcePosition(file: path), "a contract's file name ends in .yaml")
    }
  }

  private mutating func readFolder(_ folder: String, diagnostics: inout Diagnostics) {
    var waiting = [folder]
    while let folder = waiting.popLast() {
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
        diagnostics.report(ModelRules.file, at: SourcePosition(file: folder), "the folder cannot be read")
        continue
      }
      for name in names.sorted() where !name.hasPrefix(".") {
        let path = folder == "." ? name : folder == "/" ? "/" + name : folder + "/" + name
        var isFolder: Bool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
        // A link to a folder may lead back here; links to files are followed.
        if isFolder {
          if (try? FileManager.default.destinationOfSymbolicLink(atPath: path)) == nil { waiting.append(path) }
        } else if SourceFile.isContract(name), seen.insert(path).inserted {
          readFile(path, diagnostics: &diagnostics)
        }
      }
    }
  }

  private mutating func readFile(_ path: String, diagnostics: inout Diagnostics) {
    guard let data = FileManager.default.contents(atPath: path) else {
      diagnostics.report(ModelRules.file, at: SourcePosition(file: path), "the file cannot be read")
      return
    }
    files.append(SourceFile(file: path, bytes: [UInt8](data)))
  }

  /// Without `./` in front and `/` behind, so that one file has one name.
  private static func normalized(_ path: String) -> String {
    var path = path
    while path.hasPrefix("./"), path.count > 2 { path.removeFirst(2) }
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path.isEmpty ? "." : path
  }
}
