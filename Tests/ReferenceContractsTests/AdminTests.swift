import ContractChecks
import ReferenceContracts
import Testing

/// Document 001: the kinds of things that its messages are about.
@Suite struct AdminTests {
  /// "Event Examples": a query of partners by status, a mutation of a compute by its number, a subscription [S].
  @Test(arguments: ["partner", "compute", "infrastructure"])
  func everyKindIsQueriedMutatedAndSubscribedTo(_ name: String) throws {
    let kinds = Set(try Reference.group("admin", name).operations.map(\.kind))
    #expect(kinds == [.create, .update, .delete, .get, .list])
    let subscription = try Reference.entity("admin", name).subscription
    #expect(subscription?.scope == .kind)
    // Facts D1: a subscriber gets the state at once [P].
    #expect(subscription?.snapshot == true)
  }

  /// "Query Event" and "Mutation Event": the values [S].
  @Test func statusesHaveTheirWireValues() {
    #expect(PartnerStatus.active.wireValue == "ACTIVE")
    #expect(ComputeStatus.inactive.wireValue == "INACTIVE")
  }

  @Test func partnersAreFoundByStatus() throws {
    #expect(try Reference.operation("partner:get_partners").list?.filter.contains("status") == true)
  }

  /// "Mutation Event": `"id": 2` is a number [S].
  @Test func idsAreNumbers() throws {
    let key = try Reference.entity("admin", "compute").key
    #expect(key.type == .scalar(.int))
    #expect(key.isSequence)
    #expect(Compute.key(id: 2).path.description == "/compute/2")
  }

  /// "Event Types": console logs are captured [S]; facts D1: messages and source go in, the number received comes out [P].
  @Test func consolesAreCaptured() throws {
    let capture = try Reference.operation("console:capture")
    let package = try Reference.package("admin")
    guard case .type(let input) = capture.input, case .type(let output) = capture.output else {
      Issue.record("console:capture has no records")
      return
    }
    #expect(Reference.fields(input, of: package) == ["messages", "source"])
    #expect(Reference.fields(output, of: package) == ["received"])
    #expect(ConsoleOperations.table.capture.topic == "console:capture")
  }
}
