import ConcordCore

/// Whose calls are run and answered: a socket's connection, or an HTTP request. On its loop only.
protocol Caller: AnyObject {
  /// The hub of the loop; nil when the other end is gone.
  var hub: LoopHub? { get }
  /// What a handler is told of a request whose payload has so many bytes.
  func context(_ correlation: Correlation, _ route: Route, bytes: Int) -> RequestContext
  /// Under which key the request is answered once; nil when it has none, and runs as often as it comes.
  func requestKey(_ correlation: Correlation, _ route: Route) -> RequestKey?
  /// The call starts in this turn of the loop.
  func enqueue(_ call: Call)
  /// False for a call that cannot start: the other end is gone, or the call is held until replies before it were read.
  func mayStart(_ call: Call) -> Bool
  /// A handler waits: it must be found when the other end goes away. False when that happened already.
  func keep(_ call: Call) -> Bool
  /// A call was answered.
  func release(_ call: Call)
  /// Sends the answer; gives the failure when the output has no form in JSON, and then nothing is sent.
  func answer(_ reply: Reply, _ output: (inout JSONWriter) -> Void) -> JSONError?
  /// Sends an error.
  func refuse(_ error: ConcordError, _ correlation: Correlation?, _ topic: String?)
}
