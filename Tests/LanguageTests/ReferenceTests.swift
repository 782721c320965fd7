import ConcordCore
import LanguageContracts
import Testing

@Suite struct ReferenceTests {
  @Test func isItsPathOnTheWire() throws {
    let slot = Slot(
      machine: "a b", number: 1, uses: Ref(Slot.key(machine: "a/b", number: 2)), peers: [Ref(Machine.key(name: "ü"))],
      spare: ["x": Ref(Slot.key(machine: "c", number: 3))])
    let text = JSON.text(slot)
    #expect(
      text == #"{"machine":"a b","number":1,"uses":"/machine/a%2Fb/slot/2","peers":["/machine/%C3%BC"],"#
        + #""spare":{"x":"/machine/c/slot/3"}}"#)
    let read = try JSON.decode(Slot.self, from: text)
    #expect(read.uses?.key == Slot.key(machine: "a/b", number: 2))
    #expect(read.peers == slot.peers && read.uses == slot.uses)
    #expect(Ref(slot).path == slot.path)
    #expect("\(Ref(slot))" == "/machine/a%20b/slot/1")
  }

  @Test(arguments: [
    #""/machine/a""#, #""/slot/1""#, #""/machine/a/slot/""#, #""machine/a/slot/1""#, #""""#, #""/machine/a/slot/%G1""#,
    #""/machine/a/slot/1/slot/2""#,
  ]) func refusesOtherPaths(_ path: String) {
    let error = input(SlotOperations.table.update, #"{"machine": "a", "number": 1, "uses": \#(path)}"#).failure
    #expect(error?.message == "uses: is no path of the form /machine/…/slot/…")
    #expect(error?.field == "uses")
  }

  @Test func keepsTheRulesOfAList() {
    let text = #"{"machine": "a", "number": 1, "peers": ["/machine/a", "/machine/b", "/machine/c"]}"#
    #expect(input(SlotOperations.table.update, text).failure?.message == "peers: has 3 of at most 2 entries")
  }
}
