import ConcordCore
import SampleContracts
import Testing

@testable import ConcordClient

@Suite struct RetryScheduleTests {
  private static let get = Tenant.get("tenant:get_tenant")

  private func wait(_ kind: RequestFailure.Kind, _ code: ErrorCode, attempt: Int = 1, jitter: Double = 0) -> Duration? {
    RetrySchedule.wait(
      after: RequestFailure(kind: kind, error: ConcordError(code, "")), attempt: attempt, of: Self.get, jitter: jitter)
  }

  @Test func fourAttempts() {
    #expect((1...4).map { wait(.answered, .overloaded, attempt: $0) } == [.seconds(1), .seconds(2), .seconds(4), nil])
  }

  @Test func jitterShortensByUpToHalf() {
    #expect(wait(.answered, .overloaded, attempt: 2, jitter: 0.5) == .milliseconds(1500))
    #expect(wait(.answered, .overloaded, attempt: 3, jitter: 1) == .seconds(2))
  }

  @Test(
    arguments: [
      (.answered, .overloaded, true), (.answered, .draining, true), (.answered, .timeout, true),
      (.answered, .conflict, true),
      (.answered, .notFound, false), (.answered, .invalidInput, false), (.answered, .invalidReply, false),
      (.answered, ErrorCode("NEW_ONE", httpStatus: 500), false), (.deadline, .timeout, true),
      (.connectionLost, .connectionClosed, true), (.closed, .connectionClosed, false), (.cancelled, .cancelled, false),
      (.notConnected, .connectionClosed, false),
    ] as [(RequestFailure.Kind, ErrorCode, Bool)])
  func whatIsRepeated(_ kind: RequestFailure.Kind, _ code: ErrorCode, _ expected: Bool) {
    #expect((wait(kind, code) != nil) == expected, "\(kind) \(code)")
  }

  @Test func onlyIdempotentOperations() {
    let failure = RequestFailure(kind: .answered, error: ConcordError(.overloaded, ""))
    #expect(RetrySchedule.wait(after: failure, attempt: 1, of: TenantOperations.table.create, jitter: 0) == nil)
  }

  @Test func declaredErrorsSayThemselves() {
    let failure = RequestFailure(kind: .answered, error: ConcordError(ErrorCode(wire: "ACCOUNT_BUSY"), ""))
    #expect(
      RetrySchedule.wait(after: failure, attempt: 1, of: AccountOperations.table.clean, jitter: 0) == .milliseconds(10))
  }

  @Test func addresses() {
    for (base, expected) in [
      ("http://h:80", "ws://h:80/api/v1/ws"), ("https://h/", "wss://h/api/v1/ws"), ("ws://h", "ws://h/api/v1/ws"),
    ] { #expect(ConcordClient.webSocketURL(base, version: "v1") == expected) }
  }
}
