import ConcordCore

/// A call whose request is answered once.
extension Call {
  /// Whether the handler has to run: nobody asked the same before. It has its place among the server's calls, and gives it
  /// back when it does not run.
  func isFirst(_ once: OnceOnly) -> Bool {
    let ruling = hub.ledger.admit(once, self)
    if case .run = ruling { return true }
    hub.gate.leave()
    switch ruling {
    case .run: break
    case .wait: waitForFirst()
    case .answer(let answer): take(answer)
    case .mismatch:
      take(
        .error(
          ConcordError(
            .idempotencyMismatch,
            "this id was sent with another input to \(route.topic) within the last ten minutes; a new request needs a new id"
          )))
    case .full:
      take(
        .error(
          ConcordError(
            .overloaded, "the server remembers as many requests as it may, to do none of them twice; try again later")))
    }
    return false
  }

  /// The handler ended: whoever asked the same hears it, and so does the caller unless it heard something already.
  ///
  /// - Parameter mayRunAgain: false when it cannot be known, or is known to be wrong, that nothing came of it: then even an
  ///   error that passes by itself is kept.
  func conclude(_ answer: RecordedAnswer, _ once: OnceOnly, mayRunAgain: Bool = true) {
    for call in hub.ledger.finish(once.key, answer.lasts || !mayRunAgain ? answer : nil) {
      call.loop.execute { call.take(answer) }
    }
    take(answer)
  }
}
