/// The files of one package.
struct PackageLayout {
  /// As it was named to the loader; empty when files were named without a folder.
  var folder: String
  /// `package.yaml`, if there is one.
  var packageFile: SourceFile?
  /// The contracts, ordered by path.
  var files: [SourceFile]
  /// The contracts' paths in the package.
  var paths: Set<String>

  /// The last part of the folder's path.
  var folderName: String

  init(folder: String, currentFolder: String, packageFile: SourceFile?, files: [SourceFile]) {
    self.folder = folder
    folderName = folder.split(separator: "/").last.map(String.init) ?? currentFolder
    self.packageFile = packageFile
    self.files = files.sorted { $0.file < $1.file }
    paths = []
    paths = Set(files.map(path))
  }

  /// A file's path inside the package's folder.
  func path(of source: SourceFile) -> String {
    folder.isEmpty ? source.file : String(source.file.dropFirst(folder.count + 1))
  }

  /// The path that `relative` means in the file at `path`; `..` beyond the package gives a path that is not in it.
  static func join(_ path: String, _ relative: String) -> String {
    var parts = path.split(separator: "/").dropLast().map(String.init)
    for part in relative.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(String(part)) }
    }
    return parts.joined(separator: "/")
  }

  /// Sorts files into packages. The package of a file is the nearest folder above it that has a `package.yaml`; without
  /// one, the topmost folder on its way that holds a YAML file. So a folder of contracts is a package with its
  /// sub-folders, and a folder of such folders is several packages.
  static func layouts(of files: [SourceFile], currentFolder: String) -> [PackageLayout] {
    let marked = Set(files.filter(\.isPackageFile).map(\.folder))
    let holding = Set(files.map(\.folder))
    var roots: [String: String] = [:]
    for folder in holding {
      let above = folders(above: folder)
      roots[folder] = above.last(where: marked.contains) ?? above.first(where: holding.contains)
    }
    let members = Dictionary(grouping: files) { file in
      let folder = file.folder
      return roots[folder] ?? folder
    }
    return members.sorted { $0.key < $1.key }.map { folder, files in
      PackageLayout(
        folder: folder, currentFolder: currentFolder,
        packageFile: files.first { $0.isPackageFile && $0.folder == folder },
        files: files.filter { !$0.isPackageFile })
    }
  }

  /// The folders from the outermost to this one.
  private static func folders(above folder: String) -> [String] {
    guard !folder.isEmpty else { return [""] }
    let slashes = folder.indices.filter { folder[$0] == "/" && $0 != folder.startIndex }
    return [""] + slashes.map { String(folder[..<$0]) } + [folder]
  }
}
