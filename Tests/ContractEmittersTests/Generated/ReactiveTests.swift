import ConcordCore
import EmittedContracts
import Synchronization
import Testing

/// Runs what the golden package has for its reactive state and reactions.
@Suite struct ReactiveTests {
  private static let loan = Loan(
    branch: "main", number: 7, reader: "r@example.org", pin: Secret("1234"),
    due: CalendarDate("2026-01-06"))

  @Test func descriptors() {
    #expect(Loan.reactive.kind == "library-loan" && Loan.reactive.source == .store)
    #expect(Loan.reactive.state == ["due", "pin", "reader"] && Loan.reactive.secrets == ["pin"])
    #expect(Branch.reactive.kind == "branch")
    #expect(LoanTriggers.deleted.event == "library.loan.ended" && LoanTriggers.deleted.transition == .deleted)
  }

  @Test func payloadsFollowTheContract() throws {
    let created = try #require(StateChange(from: nil, to: Self.loan))
    #expect(
      text(encode(Loan.triggerPayload(of: created)))
        == #"{"at":"main","loan":7,"reader":"r@example.org","due":"2026-01-06","changedFields":["due","pin","reader"]}"#
    )
    var later = Self.loan
    later.due = nil
    let updated = try #require(StateChange(from: Self.loan, to: later))
    #expect(
      text(encode(Loan.triggerPayload(of: updated)))
        == #"{"at":"main","loan":7,"reader":"r@example.org","changedFields":["due"]}"#)
    let deleted = try #require(StateChange(from: later, to: nil))
    #expect(
      text(encode(Loan.triggerPayload(of: deleted)))
        == #"{"at":"main","loan":7,"changedFields":["pin","reader"]}"#)
    #expect(deleted.record.id == "/branch/main/loan/7" && !deleted.description.contains("1234"))
    // Without a declared payload the change itself is carried.
    let branch = try #require(StateChange(from: nil, to: Branch(name: "b", contacts: [])))
    #expect(Branch.triggerPayload(of: branch).next?.name == "b")
  }

  /// Takes down what is registered.
  private final class Registrar: ReactionRegistrar {
    let lines = Mutex<[String]>([])

    func register<Payload>(
      _ handler: String, on occasion: ReactionOccasion<Payload>, _ mode: ReactionMode,
      _ react: @escaping @Sendable (Payload, RequestContext) async throws -> Void
    ) {
      lines.withLock { $0.append("\(handler): \(occasion.name), \(mode), \(Payload.self)") }
    }
  }

  private struct Desk: DeskReactions {
    func thank(_ payload: LoanTriggerPayload, _ context: RequestContext) {}
    func `default`(_ change: StateChange<Loan>, _ context: RequestContext) {}
    func labelBook(_ payload: Book, _ context: RequestContext) {}
    func close(_ payload: Key<Branch>, _ context: RequestContext) {}
    func count(_ payload: SearchFindOutput, _ context: RequestContext) {}
    func dryBooks(_ payload: BranchFloodedPayload, _ context: RequestContext) {}
  }

  @Test func reactionsAreRegistered() {
    let registrar = Registrar()
    registrar.react(desk: Desk())
    #expect(
      registrar.lines.withLock { $0 } == [
        "thank: trigger library.loan.ended, instanceLocal, LoanTriggerPayload",
        "default: loan created, broadcast, StateChange<Loan>",
        "labelBook: event book-created, broadcast, Book",
        "close: event branch-deleted, broadcast, Key<Branch>",
        "count: event search-found, broadcast, SearchFindOutput",
        #"dryBooks: event branch-flooded, workQueue(group: "archive"), BranchFloodedPayload"#,
      ])
  }

  @Test func occasionsTakeWhatIsMeant() throws {
    let json = encode(Branch(name: "b", contacts: []))
    let change = { (action: Change.Action) in Change(path: Branch.key(name: "b").path, revision: 1, action: action) }
    let created = ReactionOccasion<Branch>.commit(BranchEvents.table.created, .created)
    #expect(try created.payload(change(.created(json: json)))?.name == "b")
    #expect(try created.payload(change(.updated(json: json))) == nil)
    #expect(try created.payload("something else") == nil)
    #expect(throws: ConcordError.self) { try created.payload(change(.created(json: Array("{}".utf8)))) }
    let deleted = ReactionOccasion<Key<Branch>>.deletion(BranchEvents.table.deleted)
    #expect(try deleted.payload(change(.deleted)) == Branch.key(name: "b"))
    #expect(try deleted.payload(change(.created(json: json))) == nil)
  }
}
