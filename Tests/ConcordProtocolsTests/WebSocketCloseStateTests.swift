@testable import ConcordProtocols
import Testing

struct WebSocketCloseStateTests {
  typealias Steps = WebSocketCloseState.Steps

  @Test(arguments: [(WebSocketRole.server, Steps.Stream.finish), (.client, .awaitEnd)])
  func weCloseFirst(_ role: WebSocketRole, _ stream: Steps.Stream) {
    var state = WebSocketCloseState(role: role)
    let steps = state.closeLocally(code: 1001, reason: "bye")
    #expect(steps.send?.code == 1001 && steps.send?.reason == "bye" && steps.stream == .keep && steps.report == nil)
    #expect(!state.isOpen && state.awaitsPeer)
    #expect(state.closeLocally(code: 1000, reason: "again") == Steps())
    let answer = state.peerClosed(code: 1001, reason: "")
    #expect(answer.send == nil && answer.stream == stream && answer.report?.code == 1001)
    #expect(state.streamEnded(reason: "") == Steps(stream: .abort))
    #expect(state.isClosed)
  }

  @Test(arguments: [(WebSocketRole.server, Steps.Stream.finish), (.client, .awaitEnd)])
  func thePeerClosesFirst(_ role: WebSocketRole, _ stream: Steps.Stream) {
    var state = WebSocketCloseState(role: role)
    let steps = state.peerClosed(code: 4000, reason: "done")
    #expect(steps.send?.code == 4000 && steps.stream == stream)
    #expect(steps.report?.code == 4000 && steps.report?.reason == "done")
    #expect(state.closeLocally(code: 1000, reason: "") == Steps())
    #expect(state.timedOut() == Steps(stream: .abort))
  }

  @Test func aCloseWithoutCodeIsAnsweredWithoutAndReportedAs1005() {
    var state = WebSocketCloseState(role: .server)
    let steps = state.peerClosed(code: nil, reason: "")
    #expect(steps.send != nil && steps.send?.code == nil && steps.report?.code == 1005)
  }

  @Test func aFailureIsToldToThePeerOnce() {
    var state = WebSocketCloseState(role: .server)
    let steps = state.failed(WebSocketFailure(code: 1009, reason: "too big"))
    #expect(steps.send?.code == 1009 && steps.stream == .finish && steps.report?.code == 1009)
    #expect(state.failed(WebSocketFailure(code: 1002, reason: "")) == Steps())
    #expect(state.peerClosed(code: 1000, reason: "") == Steps())
  }

  @Test func theEndOfTheStreamWithoutACloseFrameIs1006() {
    var state = WebSocketCloseState(role: .server)
    #expect(state.streamEnded(reason: "reset").report?.code == 1006)
    #expect(state.streamEnded(reason: "again") == Steps())
  }

  @Test func aPeerThatNeverAnswersIsReportedWithOurCode() {
    var state = WebSocketCloseState(role: .server)
    _ = state.closeLocally(code: 3501, reason: "sign in")
    let steps = state.timedOut()
    #expect(steps.stream == .abort && steps.report?.code == 3501)
  }
}
