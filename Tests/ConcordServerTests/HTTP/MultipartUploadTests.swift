import ConcordCore
import ConcordTransport
import Synchronization
import Testing

@testable import ConcordServer

/// The body of a form between its sender and the disk.
@Suite struct MultipartUploadTests {
  private static let http = HTTPRoute(.post, "/papers", parts: [.file("front")])

  /// A body that is all there at once.
  ///
  /// Invariant (`@unchecked Sendable`): touched on the loop's thread only.
  private final class Source: UploadSource, @unchecked Sendable {
    let loop: EventLoop
    let peer: SocketAddress? = nil
    var isPaused = false

    init(_ loop: EventLoop) { self.loop = loop }
    func pauseBody() { isPaused = true }
    func resumeBody() { isPaused = false }
  }

  /// More waits than the disk takes when it fails: nothing would have the body go on, so it is refused where it stands.
  @Test func aDiskThatFailsIsToldWhileTheSenderWaits() async throws {
    let loop = try EventLoop()
    let folder = UploadFolder(parent: "/nowhere/at/all", limit: 1, limitPerOwner: 1)
    let told = Mutex<[(code: ErrorCode, wasPaused: Bool)]>([])
    let tell: @Sendable (ConcordError, Bool) -> Void = { error, isPaused in
      told.withLock { $0.append((error.code, isPaused)) }
    }
    loop.execute {
      let upload = MultipartUpload(Self.http, boundary: "B", ServerLimits(), folder, by: nil)
      let source = Source(loop)
      let head = "--B\r\nContent-Disposition: form-data; name=\"front\"; filename=f\r\n\r\n"
      // The first piece goes to the disk, the second waits behind it.
      for piece in [Array(head.utf8) + UploadTests.noise(1000), UploadTests.noise(600_000)] {
        piece.withUnsafeBytes { upload.received($0, on: source) { tell($0, source.isPaused) } }
      }
    }
    // On a thread that is not kept busy by other tests.
    try await withTaskExecutorPreference(loop) {
      _ = try await wait(for: "the answer") { told.withLock { $0.isEmpty ? nil : true } }
      _ = try await wait(for: "the place") { try? folder.enter(for: .network(nil)) }
    }
    let answers = told.withLock { $0 }
    #expect(answers.map(\.code) == [.overloaded])
    #expect(answers.map(\.wasPaused) == [true])
    await loop.shutdown()
  }
}
