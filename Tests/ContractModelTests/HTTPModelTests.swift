import ContractModel
import Testing

@Suite struct HTTPModelTests {
  private func operations(_ text: String) throws -> (package: ContractPackage, operations: [OperationModel]) {
    let package = try #require(
      load([
        "p/loan.yaml": "concord: 1\nentity: loan\nparent: book\nkey: id\n"
          + "fields:\n  id: { type: id, readonly: true }\n  reader: string\n  status: { type: string, readonly: true }\n"
          + "types:\n  Form: { fields: { pages: int } }\noperations:\n" + text,
        "p/book.yaml": "concord: 1\nentity: book\nkey: number\nfields: { number: int }\n",
      ]).first)
    let contract = try #require(package.contracts.first { $0.name == "loan" })
    return (package, try #require(contract.group).operations)
  }

  @Test func aBindingHasMethodPathAndStatus() throws {
    let (_, operations) = try operations(
      """
        create: { http: "POST /books/{book}/loans", status: 202, idempotency-key: header }
        update: { http: "PATCH /books/{book}/loans/{id}" }
        delete: { http: "DELETE /books/{book}/loans/{id}", output: none }
        list: { http: GET / }
        get:
      """)
    let bindings = operations.map(\.http)
    #expect(
      bindings.map { $0?.text } == [
        "POST /books/{book}/loans", "PATCH /books/{book}/loans/{id}", "DELETE /books/{book}/loans/{id}", "GET /", nil,
      ])
    #expect(bindings.map { $0?.status } == [202, 200, 204, 200, nil])
    #expect(bindings[0]?.takesIdempotencyKey == true && bindings[1]?.takesIdempotencyKey == false)
    #expect(bindings[1]?.path == [.literal("books"), .parameter("book"), .literal("loans"), .parameter("id")])
    #expect(bindings[1]?.parameters == ["book", "id"])
    let places = try #require(bindings[0]).places
    #expect(places.path.map { "\($0.line):\($0.column)-\($0.endColumn)" } == ["12:26-31", "12:32-38", "12:39-44"])
    #expect(places.status?.column == 47 && places.idempotencyKey?.column == 60 && places.multipart == nil)
  }

  @Test func theUsualStatusOfACreationIs201() throws {
    let (_, operations) = try operations("  create: { http: POST /loans, output: { at: string } }\n")
    #expect(operations[0].http?.status == 201)
  }

  @Test func anAnswerOfItsOwnMakesAnOperationCustom() throws {
    let (package, operations) = try operations(
      """
        create: { output: { loanId: string } }
        update: { input: { reader: string } }
        delete: { output: none, payload: key }
        get: { output: Loan }
        list: { input: { all: bool } }
      """)
    #expect(operations.map(\.kind) == [.custom, .custom, .custom, .get, .custom])
    #expect(operations.map(\.convention) == [.create, .update, .delete, .get, .list])
    #expect(
      operations.map(\.topic) == [
        "loan:create_loan", "loan:update_loan", "loan:delete_loan", "loan:get_loan", "loan:get_loans",
      ])
    #expect(operations[0].input == .draft && operations[1].output == .entity && operations[2].output == .none)
    #expect(operations[4].isIdempotent && operations[4].output == .page)
    #expect(
      package.types.map { $0.fields.map(\.name) } == [["pages"], ["loanId"], ["book", "id", "reader"], ["all"]],
      "a list has no keys in front")
    // The success of each is the commit's event, once.
    let group = try #require(package.contracts.first { $0.name == "loan" }?.group)
    for (name, payload) in [("created", EventModel.Payload.output(.entity)), ("deleted", .output(.key))] {
      let events = group.events.filter { $0.helperName == name }
      #expect(events.map(\.topic) == ["loan:\(name)"] && events.map(\.payload) == [payload])
      #expect(group.operations.contains { $0.success?.topic == "loan:\(name)" })
    }
  }

  @Test func creationTakesNoKeyThatTheServerMakes() throws {
    let (package, operations) = try operations("  create: { input: { reader: string } }\n")
    #expect(operations[0].input == .type(.named(TypeID(1))))
    #expect(package[TypeID(1)].fields.map(\.name) == ["book", "reader"])
  }

  @Test func payloadsOfSuccess() throws {
    let (_, operations) = try operations(
      """
        renew: { input: key, output: Loan, payload: key }
        extend: { input: { days: int }, payload: input }
        remind: { input: key, output: bool, payload: none }
        check: { input: key, output: bool }
      """)
    #expect(
      operations.map(\.success?.payload) == [
        .key, .input(operations[1].input), EventModel.Payload.none, .output(.type(.scalar(.bool))),
      ])
  }

  @Test func partsAreTheInput() throws {
    let (package, operations) = try operations(
      """
        scan: { http: "POST /books/{book}/loans/{id}/scan", multipart: { front: file, form: Form }, events: none }
      """)
    #expect(operations[0].input == .type(.named(TypeID(1))))
    #expect(package[TypeID(1)].fields.map(\.name) == ["book", "id", "form"])
    #expect(package[TypeID(1)].name == "LoanScanInput")
    #expect(operations[0].http?.parts.map(\.name) == ["front", "form"])
    #expect(operations[0].http?.parts.map(\.content) == [.file, .json(.named(TypeID(0)))])
  }

  @Test func inputFieldsAreWhatACallerMaySend() throws {
    let (package, operations) = try operations(
      """
        create:
        update:
        get:
        list: { filter: [reader, book] }
        sum: { input: list<int>, events: none }
        now: { events: none }
      """)
    let entity = package.entity(named: "loan")
    #expect(
      operations.map { package.inputFields(of: $0, entity)?.map(\.name) } == [
        ["book", "reader"], ["book", "id", "reader"], ["book", "id"], ["book", "reader"], nil, [],
      ])
  }
}
