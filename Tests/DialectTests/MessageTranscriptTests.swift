import ConcordCore
import DialectContracts
import Testing

/// The message dialect's transcript over a socket.
@Suite struct MessageTranscriptTests {
  @Test func transcript() async throws {
    try await DialectServer.run { test in
      let client = try await test.connect("/ws")
      let hello = try #require(client.frames.first)
      #expect(hello["topic"] == "concord:hello" && hello["type"] == "event" && hello["payload"]?["offset"] == 0)
      let other = try await test.connect("/ws")
      let id = "01a1f0c0-0000-7000-8000-000000000001"
      let create =
        #"{"messageId":"\#(id)","topic":"partner:create_partner","type":"request","payload":{"name":"acme"}}"#
      let reply = try await client.ask(create)
      #expect(reply["messageId"]?.string == id)
      #expect(
        reply.lasting.settled
          == .of(
            #"{"topic":"partner:create_partner","type":"success","payload":{"id":1,"name":"acme","status":"ACTIVE","updatedAt":"…"},"revision":1,"offset":1}"#
          ))
      let event = try await other.next()
      #expect(
        event.lasting.settled
          == .of(
            #"{"topic":"partner:created","type":"event","payload":{"id":1,"name":"acme","status":"ACTIVE","updatedAt":"…"},"revision":1,"offset":1,"cause":"\#(id)"}"#
          ))
      #expect(event["epoch"]?.string == test.store.epoch)
      #expect(
        try await client.ask(
          #"{"messageId":"m2","topic":"partner:delete_partner","type":"request","payload":{"id":1}}"#
        ).lasting
          == .of(#"{"topic":"partner:delete_partner","type":"success","payload":{"id":1},"revision":2,"offset":2}"#))
      #expect(
        try await other.next().lasting
          == .of(
            #"{"topic":"partner:deleted","type":"event","payload":{"key":"/partner/1"},"revision":2,"offset":2,"cause":"m2"}"#
          ))
      #expect(
        try await client.ask(
          #"{"messageId":"m3","topic":"partner:get_partner","type":"request","payload":{"id":1}}"#)
          == .of(
            #"{"messageId":"m3","topic":"partner:get_partner","type":"error","error":{"code":"NOT_FOUND","message":"/partner/1 does not exist"}}"#
          ))
      // A commit is one for every dialect: who speaks another hears of it in their own words.
      let store = try await test.store()
      _ = try await store.ask(#"{"type":"SUBSCRIBE","entity":"partner"}"#)
      _ = try await client.ask(
        #"{"messageId":"m4","topic":"partner:create_partner","type":"request","payload":{"name":"b"}}"#)
      #expect(try await store.next()["type"] == "STORE_UPDATE")
      #expect(try await other.next()["topic"] == "partner:created")
    }
  }
}
