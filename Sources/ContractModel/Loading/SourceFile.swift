/// The content of one file, with the name by which diagnostics call it.
struct SourceFile {
  /// As it was named to the loader, `/` between its parts.
  var file: String
  var bytes: [UInt8]

  /// The folder part, without the last `/`; empty for none.
  var folder: String { file.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(file[..<$0]) } ?? "" }

  /// The last part of the path.
  var lastPart: Substring {
    file.utf8.lastIndex(of: UInt8(ascii: "/")).map { file[file.utf8.index(after: $0)...] } ?? file[...]
  }

  /// The last part without its ending.
  var stem: String { String(lastPart.prefix { $0 != "." }) }

  var isPackageFile: Bool { lastPart == "package.yaml" || lastPart == "package.yml" }

  /// Whether a file name is that of a contract; hidden files are not.
  static func isContract(_ name: some StringProtocol) -> Bool {
    !name.hasPrefix(".") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
  }
}
