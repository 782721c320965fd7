import ConcordCore
import LanguageContracts
import Testing

/// That `LanguageContracts` compiles without a warning is half of the test: the other is that nothing is lost.
@Suite struct DeprecationTests {
  @Test func whatIsDeprecatedTravelsAsBefore() throws {
    let text = #"{"name":"urn","width":4,"case":{"size":1},"old":{"size":2},"shade":"dark","code":"abc"}"#
    let relic = try JSON.decode(Relic.self, from: text)
    #expect(JSON.text(relic) == text)
    #expect(
      try input(RelicOperations.table.update, #"{"name":"urn","width":4}"#).get().applied(to: relic).name == "urn")
    #expect(input(RelicOperations.table.update, #"{"name":"urn","code":"A"}"#).failure?.field == "code")
  }
}
