internal import ContractChecks
internal import Glibc

/// `concord check --watch`: checks, waits for a change, checks again.
struct Watch {
  /// What tells that a file is not the one that was read.
  private struct Stamp: Equatable {
    var seconds: Int
    var nanoseconds: Int
    var bytes: Int
    var inode: UInt64
  }

  var paths: [String]
  /// How often the files are looked at. Looking costs a call for each file; network and container file systems that tell
  /// nobody of changes are seen as well.
  var milliseconds = 250

  /// Runs until SIGINT or SIGTERM, and answers the status of the last check.
  func run() -> Int32 {
    // Blocked signals are taken where the wait is, so a check that runs is finished.
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGINT)
    sigaddset(&signals, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &signals, nil)

    var seen = stamps()
    var status = check()
    while !isEnded(signals) {
      let now = stamps()
      if now == seen { continue }
      seen = now
      status = check()
    }
    return status
  }

  private func check() -> Int32 {
    let (packages, diagnostics) = Command.load(paths)
    Terminal.error(diagnostics.sorted.map(\.description).joined(separator: "\n"))
    Terminal.output("[\(Watch.time())] \(DiagnosticsReport.summary(packages, diagnostics)); waiting for changes")
    return diagnostics.hasErrors ? ExitStatus.failure : ExitStatus.success
  }

  /// Waits, and tells whether a signal came.
  private func isEnded(_ signals: sigset_t) -> Bool {
    var signals = signals
    var wait = timespec(tv_sec: milliseconds / 1000, tv_nsec: milliseconds % 1000 * 1_000_000)
    return sigtimedwait(&signals, nil, &wait) > 0
  }

  /// The files that checking reads, as they are now.
  private func stamps() -> [String: Stamp] {
    var stamps: [String: Stamp] = [:]
    for path in paths {
      for file in (try? ContractListing.files(at: Watch.folder(of: path))) ?? [] {
        var entry = stat()
        guard stat(file, &entry) == 0 else { continue }
        stamps[file] = Stamp(
          seconds: entry.st_mtim.tv_sec, nanoseconds: entry.st_mtim.tv_nsec, bytes: Int(entry.st_size),
          inode: UInt64(entry.st_ino))
      }
    }
    return stamps
  }

  /// A single contract brings its folder along.
  private static func folder(of path: String) -> String {
    guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { return path }
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The time of day, as in `14:03:22`.
  private static func time() -> String {
    var now = Glibc.time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return [parts.tm_hour, parts.tm_min, parts.tm_sec].map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: ":")
  }
}
