import ConcordCore
import EmittedContracts
import Testing

/// Runs the codecs of the golden package.
@Suite struct CodecTests {
  @Test func entitiesAreWrittenInTheOrderOfTheContract() {
    #expect(text(encode(Samples.plainBook)) == Samples.plainJSON)
  }

  @Test func everyTypeComesBackAsItWas() throws {
    let json = """
      {"branch":"main","number":-7,"title":"é\\n😀","language":"plain \\"text\\"","copies":3,"rating":0.1,"onLoan":true,\
      "note":null,"shelf":"B","price":{"amount":"12.30","currency":"EUR"},"fee":"1.00","visits":"-1",\
      "isbn":"0190163d-8694-739b-aea5-966c26f8ad90","cover":"AQID","period":"PT0.5S","site":"https://example.org/a",\
      "borrower":"a@example.org","labels":{},"related":[],"chapters":[],"first":{"title":"","parts":[]},\
      "sequel":\(Samples.plainJSON),"extra":{"b":[1.50,null],"a":true},"code":"bk_1","state":"lost",\
      "createdAt":"2026-01-06T10:10:00.000Z","updatedAt":"2026-01-06T10:10:00.123Z"}
      """
    let book = try read(Book.self, json)
    #expect(text(encode(book)) == json)
    #expect(book.number == -7 && book.language == .plainText && book.note == nil && book.price?.currency == "EUR")
    #expect(book.sequel?.value.title == "Emma" && book.updatedAt?.milliseconds == 1_767_694_200_123)
  }

  @Test func namesMayComeInAnyOrderAndUnknownOnesAreSkipped() throws {
    let contact = try read(Contact.self, #"{"more":{"name":[1]},"phone":"1","name":"n","x":null}"#)
    #expect(contact.name == "n" && contact.phone == "1" && contact.email == nil)
  }

  @Test func nilIsLeftOutUnlessTheContractSaysOtherwise() throws {
    let branch = Branch(name: "b", contacts: [Contact(name: "c")])
    #expect(
      text(encode(branch))
        == #"{"name":"b","kind":"small","manager":null,"contacts":[{"name":"c","phone":null}]}"#)
    #expect(try read(Branch.self, text(encode(branch))).manager == nil)
  }

  @Test func whatIsAbsentIsItsDefault() throws {
    let money = try read(Money.self, #"{"amount":"1.00"}"#)
    #expect(money.currency == "EUR")
    let book = try read(
      Book.self,
      #"{"branch":"b","number":1,"title":"t","visits":"0","period":"PT0S","labels":{},"related":[],"chapters":[],"first":{"title":"","parts":[]},"code":"","state":"here"}"#
    )
    #expect(book.language == .english && book.copies == 1 && book.rating == 2.5 && book.note == #"new "here""#)
    #expect(book.shelf == "A" && book.fee == "0.50" && book.state == .here)
    #expect(Book.blank.copies == 1 && Book.blank.state == .ordered, "drafts begin as blank")
  }

  @Test(arguments: [
    (#"{"amount":"1.00","amount":"2.00"}"#, "INVALID_INPUT amount"), (#"{"currency":"EUR"}"#, "INVALID_INPUT amount"),
    (#"{"amount":1}"#, "INVALID_INPUT amount"), (#"{"amount":"1.00"} x"#, "INVALID_INPUT -"),
    (#"{"amount":null}"#, "INVALID_INPUT amount"), (#"{"amount":"1.00","currency":null}"#, "INVALID_INPUT currency"),
    ("[]", "INVALID_INPUT -"), (#"{"amount":"1.00","x":1,"x":2}"#, "ok"),
  ])
  func wrongObjectsAreRefused(json: String, expected: String) { #expect(outcome(Money.self, json) == expected) }

  @Test func errorsNameThePath() {
    #expect(
      outcome(Branch.self, #"{"name":"b","contacts":[{"name":"a"},{"name":"b","email":"none"}]}"#)
        == "INVALID_INPUT contacts[1].email")
    #expect(outcome(Chapter.self, #"{"title":"a","parts":[],"next":{"title":"b"}}"#) == "INVALID_INPUT next.parts")
  }

  @Test func unknownEnumValuesAreKept() throws {
    let find = try read(SearchFindInput.self, #"{"words":[],"language":"tlh"}"#)
    #expect(find.language == .unknown("tlh") && find.language?.isKnown == false)
    #expect(text(encode(find)) == #"{"words":[],"language":"tlh"}"#)
    #expect(Language(wireValue: #"back\slash"#) == .other && Language.other.wireValue == #"back\slash"#)
    #expect(Language.blank == .english)
  }

  @Test func aTypeWithoutFields() throws {
    #expect(text(encode(Nothing())) == "{}")
    _ = try read(Nothing.self, #"{"a":1}"#)
  }

  @Test func boxesAreValues() {
    let one = Samples.plainBook
    var two = one
    two.first.value.title = "changed"
    #expect(one.first.value.title == "I" && two.first.value.title == "changed")
  }
}
