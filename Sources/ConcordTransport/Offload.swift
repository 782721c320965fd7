import CUV

extension EventLoop {
  /// Runs blocking work on libuv's thread pool (`UV_THREADPOOL_SIZE` threads, 4 by default) and gives its result back. A
  /// task that runs on this loop continues there.
  /// - Throws: what `work` throws.
  public func offload<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      execute { self.start(OffloadedWork { continuation.resume(with: Result(catching: work)) }) }
    }
  }

  private func start(_ work: OffloadedWork) {
    // A loop that has ended has no pool; its late jobs run on a thread of their own, which may block.
    guard beginRequest() else { return work.body() }
    let request = UnsafeMutablePointer<uv_work_t>.allocate(capacity: 1)
    request.pointee.data = Unmanaged.passRetained(work).toOpaque()
    uv_queue_work(
      uv.loop, request,
      { request in
        guard let data = request?.pointee.data else { return }
        Unmanaged<OffloadedWork>.fromOpaque(data).takeUnretainedValue().body()
      },
      { request, _ in
        // Balances `passRetained` and `allocate`; on the loop's thread again.
        guard let request, let data = request.pointee.data else { return }
        Unmanaged<OffloadedWork>.fromOpaque(data).release()
        Unmanaged<EventLoop>.fromOpaque(request.pointee.loop.pointee.data).takeUnretainedValue().endRequest()
        request.deallocate()
      })
  }
}

private final class OffloadedWork: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
