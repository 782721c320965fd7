import Foundation

/// A folder for files that stand beside those of others: a list in it, `.concord-files`, says which ones we wrote and with
/// what text. Only those are ever removed, and only while nobody has changed them.
struct ListedFolder {
  let path: String

  /// What writing did.
  struct Summary: Equatable {
    var written = 0
    var unchanged = 0
    var removed = 0
    /// Files of an earlier run that are not made any more and were left, because they have been changed.
    var kept: [String] = []
  }

  static let listName = ".concord-files"
  private static let head = "# Written by concord: what it made here, so that it can remove what it no longer makes.\n"

  /// A line of the list: `markdown 0123456789abcdef aurora/account.md`.
  private struct Entry {
    let output: String
    let digest: String
    let name: String

    init(output: String, file: GeneratedFile) {
      self.output = output
      digest = Self.digest(file.text)
      name = file.name
    }

    init?(_ line: Substring) {
      let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
      guard parts.count == 3, parts[1].utf8.count == 16 else { return nil }
      // A list that somebody else wrote leads nowhere else.
      guard !parts[2].hasPrefix("/"), !parts[2].split(separator: "/").contains("..") else { return nil }
      (output, digest, name) = (parts[0], parts[1], parts[2])
    }

    var line: String { "\(output) \(digest) \(name)" }

    static func digest(_ text: String) -> String {
      var digest = Digest()
      digest.add(text)
      return digest.text
    }
  }

  /// Writes the files of outputs. Those of other outputs, and files that are not in the list, are left alone.
  ///
  /// - Throws: `OutputError` naming the file that cannot be written, or that two contracts would share.
  func write(_ outputs: [(output: String, files: [GeneratedFile])]) throws(OutputError) -> Summary {
    let all = outputs.flatMap(\.files)
    var names: Set<String> = []
    for file in all where !names.insert(file.name).inserted {
      throw OutputError(path: file.name, reason: "two packages or contracts would go there")
    }
    let result = try OutputFolder(path: path, removesSwift: false).write(all)
    var summary = Summary(written: result.written, unchanged: result.unchanged)
    let before = entries()
    var after = before.filter { entry in !outputs.contains { $0.output == entry.output } && !names.contains(entry.name)
    }
    after += outputs.flatMap { output, files in files.map { Entry(output: output, file: $0) } }
    for entry in before where !names.contains(entry.name) && outputs.contains(where: { $0.output == entry.output }) {
      let target = "\(path)/\(entry.name)"
      guard let data = FileManager.default.contents(atPath: target) else { continue }
      guard Entry.digest(String(decoding: data, as: UTF8.self)) == entry.digest else {
        summary.kept.append(entry.name)
        continue
      }
      do {
        try FileManager.default.removeItem(atPath: target)
      } catch {
        throw OutputError(path: target, reason: error.localizedDescription)
      }
      summary.removed += 1
      removeIfEmpty(entry.name)
    }
    let text = Self.head + after.map(\.line).sorted().map { $0 + "\n" }.joined()
    _ = try OutputFolder(path: path, removesSwift: false).write([GeneratedFile(name: Self.listName, text: text)])
    return summary
  }

  private func entries() -> [Entry] {
    guard let data = FileManager.default.contents(atPath: "\(path)/\(Self.listName)") else { return [] }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap(
      Entry.init)
  }

  /// The folder of a package that is gone.
  private func removeIfEmpty(_ name: String) {
    guard let slash = name.lastIndex(of: "/") else { return }
    let folder = "\(path)/\(name[..<slash])"
    if (try? FileManager.default.contentsOfDirectory(atPath: folder))?.isEmpty == true {
      try? FileManager.default.removeItem(atPath: folder)
    }
  }
}
