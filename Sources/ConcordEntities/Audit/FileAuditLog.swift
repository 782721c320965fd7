public import ConcordCore
import Synchronization

/// An audit log in files: one record per line as JSON, in a folder of its own.
///
/// A file is named after the position of its first record, `audit-0000000000000001.jsonl`. A full one is followed by another, and
/// the oldest is deleted when there are too many. One process at a time writes into a folder.
///
/// A process that ends at once, also by SIGKILL, loses what it had not written: at most what waited. A line that was cut is
/// removed when the folder is opened again.
public final class FileAuditLog: AuditLog {
  /// When the system is told to bring what was written to the disk. A process that dies loses nothing by waiting; a machine
  /// that loses power does.
  public enum Sync: Sendable {
    /// When it sees fit: within half a minute on most machines.
    case never
    /// After each write, which takes all that waited.
    case everyWrite
  }

  private let files: AuditFiles
  private let writer: AuditWorker
  /// Reads are a thread of their own: one that takes long must not keep records waiting.
  private let reader = AuditWorker(maxEntries: 1, maxBytes: 1) { _ in }

  /// Opens the folder, or makes it below one that exists, for this user alone.
  ///
  /// - Parameters:
  ///   - folder: its path.
  ///   - fileBytes: how long a file becomes before the next is begun.
  ///   - maxFiles: how many files are kept.
  ///   - queue, queueBytes: what may wait to be written; one record more is left out and counted.
  ///   - sync: when to bring what was written to the disk.
  /// - Throws: `AuditFileError` with the path when the folder cannot be made or read, or another process writes there.
  public init(
    folder: String, fileBytes: Int = 16 << 20, maxFiles: Int = 10, queue: Int = 10_000, queueBytes: Int = 32 << 20,
    sync: Sync = .never
  ) throws(AuditFileError) {
    let files = try AuditFiles(folder: folder, fileBytes: fileBytes, maxFiles: maxFiles, sync: sync)
    self.files = files
    writer = AuditWorker(maxEntries: queue, maxBytes: queueBytes) { files.append($0) }
  }

  public func append(_ entry: AuditEntry) { writer.append(entry) }

  public func page(_ query: AuditQuery) async throws(ConcordError) -> AuditPage {
    await writer.run {}
    let result = await reader.run { [folder = files.folder] () -> Result<AuditPage, AuditFileError> in
      do throws(AuditFileError) {
        return .success(try AuditFileReader(folder: folder).page(query))
      } catch {
        return .failure(error)
      }
    }
    switch result {
    case .success(let page): return page
    case .failure(let error): throw ConcordError(.internalError, error.description)
    }
  }

  public var status: AuditStatus {
    var status = files.status
    status.dropped += writer.dropped
    return status
  }

  public func close() async {
    await writer.close()
    await writer.run { [files] in files.end() }
  }
}

/// Why a folder of audit files cannot be used.
public struct AuditFileError: Error, Sendable, CustomStringConvertible {
  /// The file or folder.
  public let path: String
  public let reason: String

  public var description: String { "audit log \(path): \(reason)" }
}
