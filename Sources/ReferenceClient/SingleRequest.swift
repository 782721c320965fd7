import ConcordClient
import ConcordCore

/// One request of any topic, written by hand: to try a contract before there is code for it.
struct SingleRequest {
  let topic: String
  let payload: JSONValue

  /// Nil when the payload is no JSON.
  init?(topic: String, payload: String) {
    guard let payload = try? decode(JSONValue.self, from: payload.utf8Span.span.bytes, failing: .invalidInput) else {
      return nil
    }
    self.topic = topic
    self.payload = payload
  }

  /// Sends it on a connection of its own.
  ///
  /// - Returns: the reply's payload.
  /// - Throws: what the server answered instead, or why there is no answer.
  func answer(from baseURL: String, transport: any ClientTransport) async throws(ConcordError) -> String {
    let client = ConcordClient(baseURL: baseURL, packages: [], transport: transport)
    try await client.connect()
    let output = try await client.call(Operation<JSONValue, JSONValue>(topic), payload, timeout: nil)
    client.close()
    return String(decoding: encode(output), as: UTF8.self)
  }
}
