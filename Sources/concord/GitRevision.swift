internal import ContractChecks
internal import Glibc

/// Contracts as they were in a revision of the git repository that a folder is in, read without a checkout.
struct GitRevision {
  /// Why a revision cannot be read.
  struct Failure: Error {
    var message: String
  }

  /// The revision as it was named.
  var name: String
  /// The contracts by the paths that they would have in the folder now, so that packages get the same names.
  var files: [String: String] = [:]
  /// The folder, all links followed.
  private var folder: String
  /// The folder's path in the repository, with a `/` behind it unless it is the repository's top.
  private var prefix: String

  /// - Parameters:
  ///   - name: A commit, branch, tag or anything else that git knows: `HEAD~1`.
  ///   - path: The folder, or a contract in it.
  /// - Throws: `Failure` when there is no git, no repository, no such revision or nothing of the folder in it.
  init(_ name: String, at path: String) throws(Failure) {
    self.name = name
    folder = try GitRevision.folder(of: path)
    prefix = ""
    guard ChildProcess.run(["git", "--version"])?.status == 0 else {
      throw Failure(message: "'\(name)' is no folder, and there is no git to ask for a revision of that name")
    }
    guard let place = try? git(["rev-parse", "--show-prefix"]) else {
      throw Failure(message: "'\(name)' is no folder, and '\(path)' is in no git repository that could have it")
    }
    prefix = GitRevision.line(place)
    guard let tree = try? git(["rev-parse", "--verify", "--quiet", name + "^{tree}"]) else {
      throw Failure(message: "'\(name)' is neither a folder nor a revision of the git repository that '\(path)' is in")
    }
    let blobs = try blobs(of: GitRevision.line(tree))
    if blobs.isEmpty { throw Failure(message: "the revision '\(name)' has no contracts in '\(path)'") }
    try read(blobs)
  }

  /// A position in the revision, written as git names it: `HEAD~1:contracts/account.yaml`.
  func named(_ position: SourcePosition) -> SourcePosition {
    var position = position
    if position.file == folder {
      position.file = "\(name):\(prefix)"
    } else if position.file.hasPrefix(folder + "/") {
      position.file = "\(name):\(prefix)\(position.file.dropFirst(folder.count + 1))"
    }
    return position
  }

  private struct Blob {
    var path: String
    var hash: String
    var size: Int
  }

  /// The contracts below the folder; hidden files and folders are passed over, as on disk.
  private func blobs(of tree: String) throws(Failure) -> [Blob] {
    try git(["ls-tree", "-r", "-l", "-z", tree]).split(separator: 0).compactMap { entry in
      // mode, kind, hash and size, then a tab and the path.
      let parts = String(decoding: entry, as: UTF8.self).split(separator: "\t", maxSplits: 1)
      let words = parts[0].split(separator: " ")
      guard parts.count == 2, words.count == 4, words[0].hasPrefix("100"), let size = Int(words[3]) else { return nil }
      let path = String(parts[1])
      guard path.hasSuffix(".yaml") || path.hasSuffix(".yml"),
        path.split(separator: "/").allSatisfy({ !$0.hasPrefix(".") })
      else { return nil }
      return Blob(path: path, hash: String(words[2]), size: size)
    }
  }

  /// Reads many at once: git writes their contents one behind the other, and the sizes tell them apart.
  private mutating func read(_ blobs: [Blob]) throws(Failure) {
    for start in stride(from: 0, to: blobs.count, by: 256) {
      let some = blobs[start..<min(start + 256, blobs.count)]
      // A file that stands in several places is one blob.
      let hashes = Dictionary(some.map { ($0.hash, $0.size) }, uniquingKeysWith: { first, _ in first }).sorted {
        $0.key < $1.key
      }
      let text = try git(["show", "--no-textconv"] + hashes.map(\.key))
      guard text.count == hashes.map(\.value).reduce(0, +) else {
        throw Failure(message: "git gave other contents than it announced for the revision '\(name)'")
      }
      var contents: [String: String] = [:]
      var rest = text[...]
      for (hash, size) in hashes {
        contents[hash] = String(decoding: rest.prefix(size), as: UTF8.self)
        rest = rest.dropFirst(size)
      }
      for blob in some { files[(folder == "/" ? "" : folder) + "/" + blob.path] = contents[blob.hash] }
    }
  }

  /// Runs git in the folder and answers what it wrote.
  private func git(_ arguments: [String]) throws(Failure) -> [UInt8] {
    guard let outcome = ChildProcess.run(["git", "-C", folder] + arguments) else {
      throw Failure(message: "git cannot be started")
    }
    guard outcome.status == 0 else { throw Failure(message: "git: \(GitRevision.line(outcome.error))") }
    return outcome.output
  }

  private static func folder(of path: String) throws(Failure) -> String {
    guard let resolved = realpath(path, nil) else { throw Failure(message: "there is no '\(path)'") }
    defer { free(resolved) }
    let full = String(cString: resolved)
    var status = stat()
    guard stat(full, &status) == 0 else { throw Failure(message: "there is no '\(path)'") }
    if status.st_mode & S_IFMT == S_IFDIR { return full }
    return full.lastIndex(of: "/").map { String(full[..<$0]) } ?? full
  }

  /// The first line of what a program wrote.
  private static func line(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
  }
}
