public import ConcordCore

/// A letter to whom an address belongs, if it does.
public struct Letter: Sendable, Equatable {
  public let address: EmailAddress
  /// What the receiver has to type: `7K3M-Q0TX`.
  public let code: Secret<String>
  /// When the code is good no longer.
  public let expiresAt: Timestamp
}

/// Sends letters, such as by SMTP. Nobody waits for it: whoever asked for the letter has the answer already, so a sender
/// reports its failures itself.
public protocol LetterSender: Sendable {
  func send(_ letter: Letter) async
}
