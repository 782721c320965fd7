import Testing

@testable import ConcordCore

@Suite struct MessageDialectTests {
  private static let id = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"

  private func head(_ text: String) throws(MessageDialect.Malformed) -> MessageHead {
    try MessageDialect.readHead(text.utf8Span.span.bytes)
  }

  private func payload(_ text: String) throws -> String {
    let range = try #require(try head(text).payload)
    return String(decoding: Array(text.utf8)[range], as: UTF8.self)
  }

  @Test func readsARequest() throws {
    let head = try head(
      #"{"messageId":"\#(Self.id)","topic":"tenant:create_tenant","type":"request","payload":{"name":"acme"}}"#)
    #expect(head.id == .uuid(UniqueID(high: 0x017f_22e2_79b0_7cc3, low: 0x98c4_dc0c_0c07_398f)))
    #expect(head.topic == "tenant:create_tenant")
    #expect(head.kind == .request)
    #expect(head.error == nil)
  }

  /// The same message, its fields in every order.
  @Test func fieldOrderIsFree() throws {
    let fields = [#""messageId":"a""#, #""topic":"t:x""#, #""type":"success""#, #""payload":[1]"#]
    func permutations(_ rest: [String]) -> [[String]] {
      rest.isEmpty
        ? [[]]
        : rest.indices.flatMap { i in
          var others = rest
          let first = others.remove(at: i)
          return permutations(others).map { [first] + $0 }
        }
    }
    for order in permutations(fields) {
      let text = "{" + order.joined(separator: ",") + "}"
      let head = try head(text)
      #expect(head.id == .text("a") && head.topic == "t:x" && head.kind == .success)
      #expect(try payload(text) == "[1]")
    }
  }

  @Test func unknownFieldsAreIgnored() throws {
    let text =
      #"{"x":{"topic":"no"},"messageId":"a","y":[1,{"type":2}],"topic":"t:x","type":"event","z":null,"payload":1}"#
    #expect(try head(text).topic == "t:x")
    #expect(try payload(text) == "1")
  }

  @Test(arguments: [
    #"{"name":"acme"}"#, #"{ "a" : [ 1 , "}" ] }"#, "null", "17", "-1.5e3", #""\u00e4 \" ,""#, "[]", "{}", "true",
    #"{"ä":"€"}"#,
  ])
  func payloadIsSlicedExactly(_ value: String) throws {
    #expect(try payload(#"{"messageId":"a","topic":"t:x","type":"request","payload":\#(value)}"#) == value)
    #expect(try payload(#" { "payload" : \#(value) , "messageId":"a" , "topic":"t:x", "type":"request" } "#) == value)
  }

  @Test func readsRevisionOffsetEpochAndCause() throws {
    let head = try head(
      #"{"messageId":"a","topic":"tenant:created","type":"event","payload":{},"revision":7,"offset":9,"epoch":"e1","cause":"\#(Self.id)"}"#
    )
    #expect(head.mark == StoreMark(revision: 7, offset: 9))
    #expect(head.epoch == "e1")
    #expect(head.cause?.description == Self.id)
  }

  @Test func readsAnError() throws {
    let head = try head(
      #"{"messageId":"a","topic":"t:x","type":"error","error":{"code":"NOT_FOUND","message":"gone","content":"more"}}"#)
    #expect(head.error == ConcordError(.notFound, "gone", content: "more"))
    #expect(head.error?.code.httpStatus == 404)
  }

  /// What is refused: the text, the code, and whether the id could be read.
  @Test(arguments: [
    ("", "MALFORMED", false),
    ("[]", "MALFORMED", false),
    (#"{"messageId":"a","topic":"t:x","type":"request"} x"#, "MALFORMED", true),
    (#"{"messageId":"a","messageId":"b","topic":"t:x","type":"request"}"#, "MALFORMED", true),
    (#"{"messageId":"a","topic":"t:x","topic":"t:x","type":"request"}"#, "MALFORMED", true),
    (#"{"messageId":"a","topic":"t:x","type":"request","payload":1,"payload":1}"#, "MALFORMED", true),
    (#"{"messageId":"a","topic":"t:x","type":"request","payload":{"a":}}"#, "MALFORMED", true),
    (#"{"messageId":"a","topic":"t:x","type":"request","payload":{"#, "MALFORMED", true),
    (#"{"messageId":"a","topic":"t:x"}"#, "MALFORMED", true),
    (#"{"messageId":"a","type":"request"}"#, "MALFORMED", true),
    (#"{"topic":"t:x","type":"request"}"#, "MALFORMED", false),
    (#"{"messageId":"","topic":"t:x","type":"request"}"#, "MALFORMED", false),
    (#"{"messageId":7,"topic":"t:x","type":"request"}"#, "MALFORMED", false),
    (#"{"messageId":"a","topic":"t:x","type":"REQUEST"}"#, "WRONG_TYPE", true),
    (#"{"messageId":"a","topic":"t:x","type":1}"#, "MALFORMED", true),
  ])
  func refuses(_ text: String, _ code: String, _ knowsID: Bool) {
    do {
      _ = try head(text)
      Issue.record("accepted \(text)")
    } catch {
      #expect(error.error.code.text == code, "\(text)")
      #expect((error.id != nil) == knowsID, "\(text)")
    }
  }

  @Test func longIdsAreRefused() throws {
    let longest = String(repeating: "x", count: 128)
    #expect(try head(#"{"messageId":"\#(longest)","topic":"t:x","type":"request"}"#).id == .text(longest))
    #expect(throws: MessageDialect.Malformed.self) {
      try head(#"{"messageId":"\#(longest)x","topic":"t:x","type":"request"}"#)
    }
  }

  @Test func upperCaseIdsComeBackAsTheyWere() throws {
    let upper = Self.id.uppercased()
    #expect(try head(#"{"messageId":"\#(upper)","topic":"t:x","type":"request"}"#).id == .text(upper))
  }

  @Test func writesWhatItReads() throws {
    let head = MessageHead(
      id: .uuid(UniqueID(high: 1, low: 2)), kind: .event, topic: "tenant:created",
      mark: StoreMark(revision: 3, offset: 4),
      epoch: "e", cause: .text("c"))
    var writer = JSONWriter()
    MessageDialect.write(head, to: &writer) { $0.value("x,") }
    let written = text(writer.array())
    #expect(
      written
        == #"{"messageId":"00000000-0000-0001-0000-000000000002","topic":"tenant:created","type":"event","payload":"x,","revision":3,"offset":4,"epoch":"e","cause":"c"}"#
    )
    let back = try self.head(written)
    #expect(back.id == head.id && back.mark == head.mark && back.epoch == "e" && back.cause == .text("c"))
    writer.reset()
    MessageDialect.write(
      MessageHead(id: .text("a"), kind: .error, topic: "t:x", error: ConcordError(.conflict, "m")), to: &writer)
    #expect(
      text(writer.array())
        == #"{"messageId":"a","topic":"t:x","type":"error","error":{"code":"CONFLICT","message":"m"}}"#)
  }

  @Test func helloSurvivesTheWire() throws {
    let hello = ServerHello(
      contracts: ["aurora": "d1"], epoch: "e", offset: 7, limits: .init(messageBytes: 65_536, inFlight: 16), ping: 20)
    #expect(try read(ServerHello.self, text(encode(hello))) == hello)
    #expect(try read(ServerHello.self, #"{"news":1}"#) == ServerHello())
  }
}
