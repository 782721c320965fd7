import ConcordCore
import Testing

@Suite struct ErrorTableTests {
  @Test func codesAreUniqueAndUpperSnake() {
    #expect(Set(ErrorCode.table.map(\.text)).count == ErrorCode.table.count)
    for code in ErrorCode.table {
      #expect(code.text.wholeMatch(of: /[A-Z][A-Z0-9]*(_[A-Z0-9]+)*/) != nil, "\(code)")
      #expect((400..<600).contains(code.httpStatus), "\(code)")
      #expect(ErrorCode(wire: code.text).httpStatus == code.httpStatus)
      #expect(ErrorCode(wire: code.text).isRetryable == code.isRetryable)
    }
  }

  @Test func unknownCodesAreFinal() {
    let code = ErrorCode(wire: "SOMETHING_NEW")
    #expect(code.text == "SOMETHING_NEW" && code.httpStatus == 500 && !code.isRetryable)
  }

  @Test func retryWaits() {
    let policy = RetryPolicy(retries: 3)
    #expect((1...5).map { policy.wait(before: $0) } == [1, 2, 4, 4, 4].map { .seconds($0) })
  }

  private enum Declared: DeclaredError {
    case busy
    var code: ErrorCode { ErrorCode("BUSY", httpStatus: 409) }
  }

  @Test func declaredErrorsComeBack() {
    #expect(Declared(ConcordError(ErrorCode(wire: "BUSY"), "")) == .busy)
    #expect(Declared(ConcordError(.conflict, "")) == nil)
    #expect(Declared(CancellationError()) == nil)
  }

  @Test func fieldOfAReadersFailure() {
    do {
      _ = try read(ConcordError.self, #"{"code":"A","message":7}"#)
      Issue.record("accepted")
    } catch {
      #expect(error.code == .invalidInput && error.field == "message")
    }
  }
}
