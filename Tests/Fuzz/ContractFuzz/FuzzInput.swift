public import Foundation

/// What a fuzzer feeds: contract files in one row of bytes. A line `#file PATH` begins a file; what stands before the first
/// one is `pack/thing.yaml`.
public struct FuzzInput {
  public var files: [(path: String, bytes: [UInt8])]

  private static let head = Array("#file ".utf8)

  public init(_ bytes: some Sequence<UInt8>) {
    files = [("pack/thing.yaml", [])]
    for line in Array(bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.starts(with: Self.head) {
        files.append((Self.path(line.dropFirst(Self.head.count), number: files.count), []))
      } else {
        if !files[files.count - 1].bytes.isEmpty { files[files.count - 1].bytes.append(UInt8(ascii: "\n")) }
        files[files.count - 1].bytes += line
      }
    }
    if files.count > 1, files[0].bytes.isEmpty { files.removeFirst() }
  }

  /// A path as it can be on a disk: the loader has its names from there.
  private static func path(_ bytes: ArraySlice<UInt8>, number: Int) -> String {
    let printable = String(decoding: bytes.filter { $0 > 0x20 && $0 < 0x7F }, as: UTF8.self)
    let parts = printable.split(separator: "/").filter { !$0.hasPrefix(".") }
    let path = parts.prefix(4).map { String($0.prefix(64)) }.joined(separator: "/")
    return path.hasSuffix(".yaml") ? path : "pack/file\(number).yaml"
  }

  /// Texts by path, of which the first of a path counts.
  public var texts: [String: String] {
    Dictionary(
      files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) }, uniquingKeysWith: { first, _ in first })
  }

  /// One input for each folder of contracts below `folder`.
  public static func seeds(below folder: URL) -> [[UInt8]] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let files = (found?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "yaml" }
    let folders = Dictionary(grouping: files) { $0.deletingLastPathComponent().path }
    return folders.sorted { $0.key < $1.key }.map { folder, files in
      files.sorted { $0.path < $1.path }.flatMap { file -> [UInt8] in
        Array("#file pack/\(file.lastPathComponent)\n".utf8) + ((try? Data(contentsOf: file)) ?? Data())
      }
    }
  }
}
