import ConcordCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Does a log's work in order on a thread of its own, so that nobody who appends waits for a disk.
///
/// The thread is started when there is work and ends after a second without, so there is nothing to shut down. What waits is
/// bounded in number and bytes; one entry more is counted and left out.
///
/// Invariant (`@unchecked Sendable`): everything that changes is touched under `mutex` only.
final class AuditWorker: @unchecked Sendable {
  private enum Job {
    case entry(AuditEntry)
    case work(@Sendable () -> Void)
  }

  private let write: @Sendable ([AuditEntry]) -> Void
  private let maxEntries: Int, maxBytes: Int
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var jobs: [Job] = []
  private var entries = 0
  private var bytes = 0
  private var leftOut = 0
  private var hasThread = false
  private var isClosed = false

  /// - Parameter write: takes entries in the order in which they came.
  init(maxEntries: Int, maxBytes: Int, write: @escaping @Sendable ([AuditEntry]) -> Void) {
    self.write = write
    self.maxEntries = max(1, maxEntries)
    self.maxBytes = max(1, maxBytes)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// How many entries were left out because too much waited.
  var dropped: Int { locked { leftOut } }

  /// The entry is written after everything that came before it; or counted as left out.
  func append(_ entry: AuditEntry) {
    locked {
      guard !isClosed, entries < maxEntries, bytes + entry.bytes <= maxBytes else {
        leftOut += 1
        return
      }
      entries += 1
      bytes += entry.bytes
      push(.entry(entry))
    }
  }

  /// Runs `work` after everything that came before it.
  func run<Output: Sendable>(_ work: @escaping @Sendable () -> Output) async -> Output {
    await withCheckedContinuation { continuation in
      locked { push(.work { continuation.resume(returning: work()) }) }
    }
  }

  /// Takes no more entries, and waits until all that came are written.
  func close() async {
    locked { isClosed = true }
    await run {}
  }

  // MARK: Under the lock

  private func locked<Output>(_ body: () -> Output) -> Output {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }

  private func push(_ job: Job) {
    jobs.append(job)
    if hasThread { pthread_cond_signal(condition) } else { startThread() }
  }

  private func startThread() {
    hasThread = true
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { argument in
        // Balances `passRetained`: the worker lives as long as its thread.
        guard let argument else { return nil }
        Unmanaged<AuditWorker>.fromOpaque(argument).takeRetainedValue().serve()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    precondition(failure == 0, "the system refused a thread for the audit log (error \(failure))")
    pthread_detach(thread)
  }

  // MARK: The thread

  private func serve() {
    while let taken = take() {
      var batch: [AuditEntry] = []
      for job in taken {
        switch job {
        case .entry(let entry): batch.append(entry)
        case .work(let work):
          flush(&batch)
          work()
        }
      }
      flush(&batch)
    }
  }

  private func flush(_ batch: inout [AuditEntry]) {
    guard !batch.isEmpty else { return }
    write(batch)
    let freed = batch.reduce(0) { $0 + $1.bytes }
    // They count until they are written: what is being written holds memory, too.
    locked {
      entries -= batch.count
      bytes -= freed
    }
    batch = []
  }

  /// All that waits; nil after a second in which nothing came, and then the thread ends.
  private func take() -> [Job]? {
    locked {
      if jobs.isEmpty {
        var until = timespec()
        clock_gettime(CLOCK_REALTIME, &until)
        until.tv_sec += 1
        while jobs.isEmpty, pthread_cond_timedwait(condition, mutex, &until) == 0 {}
      }
      guard !jobs.isEmpty else {
        hasThread = false
        return nil
      }
      let taken = jobs
      jobs = []
      return taken
    }
  }
}
