internal import FoundationEssentials

/// Tells which contract files there are, without reading them: what is formatted and what is watched.
public enum ContractListing {
  /// A path that is neither a folder nor a contract.
  public struct Failure: Error, CustomStringConvertible {
    public var path: String
    public var reason: String

    public var description: String { "\(path): error: \(reason)" }
  }

  /// The contract at a path, or all in a folder and those below in the order of their names; hidden ones and links to
  /// folders are passed over, as in loading.
  ///
  /// - Throws: `Failure` when there is nothing at the path, or a file that is no contract.
  public static func files(at path: String) throws(Failure) -> [String] {
    let manager = FileManager.default
    var isFolder = false
    guard manager.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(path: path, reason: "there is no such file or folder")
    }
    guard isFolder else {
      if SourceFile.isContract(path.split(separator: "/").last ?? "") { return [path] }
      throw Failure(path: path, reason: "a contract's file name ends in .yaml")
    }
    var found: [String] = []
    var waiting = [path]
    while let folder = waiting.popLast() {
      for name in ((try? manager.contentsOfDirectory(atPath: folder)) ?? []).sorted() where !name.hasPrefix(".") {
        let path = folder == "." ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
        var isFolder = false
        guard manager.fileExists(atPath: path, isDirectory: &isFolder) else { continue }
        if isFolder {
          if (try? manager.destinationOfSymbolicLink(atPath: path)) == nil { waiting.append(path) }
        } else if SourceFile.isContract(name) {
          found.append(path)
        }
      }
    }
    return found.sorted()
  }
}
