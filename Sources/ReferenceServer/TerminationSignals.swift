import Foundation

/// SIGTERM and SIGINT as something to wait for.
struct TerminationSignals {
  private let set: sigset_t

  /// Blocks the signals in this thread and all that it starts from now on, so that only `next` gets them.
  init() {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGTERM)
    sigaddset(&set, SIGINT)
    pthread_sigmask(SIG_BLOCK, &set, nil)
    self.set = set
  }

  /// Waits for one of the signals and gives its name.
  func next() async -> String {
    await withCheckedContinuation { continuation in
      // sigwait blocks, so it has a thread of its own.
      Thread.detachNewThread { [set] in
        var set = set
        var number: Int32 = 0
        sigwait(&set, &number)
        continuation.resume(returning: number == SIGINT ? "SIGINT" : "SIGTERM")
      }
    }
  }
}
