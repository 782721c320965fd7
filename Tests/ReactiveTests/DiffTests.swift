import CatalogContracts
import ConcordCore
import Testing

/// What counts as a change of state, as values.
@Suite struct DiffTests {
  private func diff(_ previous: JSONValue?, _ next: JSONValue?) -> StateDiff {
    StateDiff(of: ["name", "metadata", "description"], from: previous, to: next)
  }

  @Test func onlyReactiveFieldsCountAndNamesAreSorted() {
    let found = diff(
      ["name": "a", "metadata": [:], "description": "x", "visits": 1],
      ["name": "b", "metadata": ["k": 1], "description": "x", "visits": 2])
    #expect(found.changedFields == ["metadata", "name"])
    #expect(found.delta.description == #"{"metadata":{"k":1},"name":"b"}"#)
  }

  @Test func valuesAreComparedByWhatTheyMean() {
    let same: [(JSONValue, JSONValue)] = [
      (["metadata": ["a": 1, "b": [1, 2]]], ["metadata": ["b": [1, 2], "a": 1]]),
      (["metadata": ["a": 1]], ["metadata": ["a": 1.0]]),
      (["description": nil], [:]),
      (["metadata": ["a": 100_000_000_000_000_000]], ["metadata": ["a": 100_000_000_000_000_000]]),
    ]
    for (one, other) in same { #expect(diff(one, other).isEmpty, "\(one) \(other)") }
    let different: [(JSONValue, JSONValue)] = [
      (["metadata": ["a": [1, 2]]], ["metadata": ["a": [2, 1]]]),
      (["metadata": ["a": nil]], ["metadata": [:]]),
      (["metadata": 9_007_199_254_740_993], ["metadata": 9_007_199_254_740_992]),
      (["metadata": "1"], ["metadata": 1]),
    ]
    for (one, other) in different { #expect(diff(one, other).changedFields == ["metadata"], "\(one) \(other)") }
  }

  @Test func numbersThatAreEqualMayBeWrittenDifferently() throws {
    let one = try read(JSONValue.self, #"{"metadata":[1e2,-0,0.50,12345678901234567890123]}"#)
    let other = try read(JSONValue.self, #"{"metadata":[100,0,5e-1,12345678901234567890123]}"#)
    #expect(diff(one, other).isEmpty)
  }

  @Test func whatComesAndGoes() {
    let created = diff(nil, ["name": "a", "metadata": [:]])
    #expect(created.changedFields == ["metadata", "name"])
    #expect(created.delta.description == #"{"metadata":{},"name":"a"}"#)
    let deleted = diff(["name": "a", "metadata": [:], "description": nil], nil)
    #expect(deleted.changedFields == ["metadata", "name"])
    #expect(deleted.delta.description == "{}")
    let dropped = diff(["description": "x"], ["name": nil])
    #expect(dropped.delta.description == #"{"description":null}"#)
    #expect(diff(nil, nil).isEmpty)
  }

  // MARK: Changes

  @Test func aChangeAsARecord() throws {
    let before = Account(name: "ada", email: "a@b.org", token: Secret("t1"), seen: 1)
    var after = before
    after.token = Secret("t2")
    after.seen = 2
    let change = try #require(
      StateChange(
        from: before, to: after, actor: ChangeActor(.user, id: "ada"), occurredAt: Timestamp(milliseconds: 0),
        changeId: try read(UniqueID.self, #""0198c2a0-0000-7000-8000-000000000001""#)))
    #expect(change.transition == .updated && change.prev?.seen == 1 && change.next?.seen == 2)
    #expect(change.next?.token?.value == "t2")
    let json = #"""
      {"kind":"account","id":"ada","prev":{"email":"a@b.org","token":"****"},"next":{"email":"a@b.org","token":"****"},\#
      "delta":{"token":"****"},"changedFields":["token"],"actor":{"type":"user","id":"ada"},\#
      "occurredAt":"1970-01-01T00:00:00.000Z","changeId":"0198c2a0-0000-7000-8000-000000000001"}
      """#
    #expect(text(change.record) == json)
    #expect(change.description == json && "\(change)" == json)
    #expect(try read(ChangeRecord.self, json) == change.record)
  }

  @Test func aChangeOfNothingReactiveIsNone() {
    let before = Account(name: "ada", email: .blank, seen: 1)
    var after = before
    after.seen = 2
    #expect(StateChange(from: before, to: after) == nil)
    #expect(StateChange<Account>(from: nil, to: nil) == nil)
  }

  @Test func actorsAreRead() throws {
    let actor = ChangeActor(.application, id: "cli", name: "The tool")
    #expect(text(actor) == #"{"type":"application","id":"cli","name":"The tool"}"#)
    #expect(try read(ChangeActor.self, text(actor)) == actor)
    #expect(throws: ConcordError.self) { try read(ChangeActor.self, #"{"type":"robot","id":"r"}"#) }
    #expect(ChangeActor(Principal(name: "ada")) == ChangeActor(.user, id: "ada"))
  }
}
