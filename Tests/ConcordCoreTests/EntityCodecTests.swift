import SampleContracts
import Testing

@testable import ConcordCore

@Suite struct EntityCodecTests {
  private func code<Value: JSONCodable>(_ type: Value.Type, _ text: String) -> String {
    do {
      _ = try read(type, text)
      return "ok"
    } catch {
      return "\(error.code) \(error.field ?? "-")"
    }
  }

  // MARK: Entity

  @Test func entity() throws {
    let account = Account(tenant: "acme", name: "prod", provider: .aws, status: "ACTIVE", size: 3, owner: nil)
    let json = #"{"tenant":"acme","name":"prod","provider":"AWS","status":"ACTIVE","size":3}"#
    #expect(text(encode(account)) == json)
    #expect(try read(Account.self, json) == account)
    #expect(account.path.description == "/tenant/acme/account/prod")
    #expect(account.key == Account.key(tenant: "acme", name: "prod"))
  }

  @Test func unknownEnumValuesAreKept() throws {
    let account = try read(Account.self, #"{"tenant":"a","name":"n","provider":"MOON","status":"","size":1}"#)
    #expect(account.provider == .unknown("MOON"))
    #expect(text(encode(account)).contains(#""provider":"MOON""#))
  }

  // MARK: Key

  @Test func key() throws {
    let key = Account.key(tenant: "acme", name: "prod")
    #expect(text(encode(key)) == #"{"tenant":"acme","name":"prod"}"#)
    #expect(try read(Key<Account>.self, #"{"name":"prod","more":[1],"tenant":"acme"}"#) == key)
    #expect(try read(Key<Account>.self, #"{"key":"/tenant/acme/account/prod"}"#) == key)
    #expect(key.name == "prod" && key.description == "/tenant/acme/account/prod")
  }

  @Test func numberKeysTravelAsNumbers() throws {
    let key = Ticket.key(tenant: "acme", number: 17)
    #expect(text(encode(key)) == #"{"tenant":"acme","number":17}"#)
    #expect(try read(Key<Ticket>.self, #"{"tenant":"acme","number":17}"#) == key)
    #expect(key.path.description == "/tenant/acme/ticket/17")
    #expect(code(Key<Ticket>.self, #"{"tenant":"acme","number":"17"}"#) == "INVALID_INPUT number")
  }

  @Test(arguments: [
    (#"{"tenant":"acme"}"#, "INVALID_INPUT name"),
    (#"{"name":"prod"}"#, "INVALID_INPUT tenant"),
    (#"{"tenant":"acme","name":""}"#, "INVALID_INPUT name"),
    (#"{"tenant":"acme","tenant":"acme","name":"x"}"#, "INVALID_INPUT tenant"),
    (#"{"tenant":1,"name":"x"}"#, "INVALID_INPUT tenant"),
    (#"{"key":"/tenant/acme"}"#, "INVALID_INPUT key"),
    (#"{"key":"/account/prod"}"#, "INVALID_INPUT key"),
    (#"[]"#, "INVALID_INPUT -"),
  ])
  func badKeys(_ json: String, _ expected: String) { #expect(code(Key<Account>.self, json) == expected, "\(json)") }

  @Test func keyOfAPath() {
    #expect(Key<Account>(Tenant.key(name: "x").path) == nil)
    #expect(Key<Account>(Account.key(tenant: "x", name: "y").path)?.values == ["x", "y"])
  }

  // MARK: Draft

  @Test func draft() throws {
    let create = AccountOperations.table.create
    var writer = JSONWriter()
    create.writeInput(Account(tenant: "acme", name: "prod", provider: .azure, status: "X", size: 3), to: &writer)
    #expect(text(writer.array()) == #"{"tenant":"acme","name":"prod","provider":"AZURE"}"#)
    var reader = JSONReader(writer.bytes)
    let back = create.readInput(from: &reader)
    #expect(reader.failure == nil)
    #expect(back == Account(tenant: "acme", name: "prod", provider: .azure))
    #expect(back.size == 3)
  }

  @Test(
    arguments: [
      (#"{"tenant":"acme","name":"prod","provider":"AWS","status":"ACTIVE"}"#, JSONError.Code.readonlyField, "status"),
      (#"{"tenant":"acme","name":"prod"}"#, .missingField, "provider"),
      (#"{"tenant":"acme","name":"prod","provider":"AWS","size":"9"}"#, .wrongType, nil),
      (#"{"tenant":"acme","name":"prod","provider":null}"#, .wrongType, nil),
      (#"{"tenant":"acme","name":"a","name":"b","provider":"AWS"}"#, .duplicateField, "name"),
    ] as [(String, JSONError.Code, String?)])
  func badDrafts(_ json: String, _ expected: JSONError.Code, _ field: String?) {
    var reader = JSONReader(json.utf8Span.span.bytes)
    _ = AccountOperations.table.create.readInput(from: &reader)
    #expect(reader.failure?.code == expected)
    #expect(reader.failure?.field == field)
  }

  // MARK: Patch

  @Test func patch() throws {
    var patch = Patch(Account.key(tenant: "acme", name: "prod"))
    #expect(patch.isEmpty && patch.size == nil)
    patch.size = 9
    patch.provider = .azure
    patch.owner = "joe"
    patch.size = 10
    #expect(patch.size == 10 && patch.provider == .azure)
    let json = #"{"tenant":"acme","name":"prod","provider":"AZURE","owner":"joe","size":10}"#
    #expect(text(encode(patch)) == json)
    let back = try read(Patch<Account>.self, json)
    #expect(text(encode(back)) == json)
    let before = Account(tenant: "acme", name: "prod", provider: .aws, status: "ACTIVE", size: 3)
    #expect(
      try back.applied(to: before)
        == Account(tenant: "acme", name: "prod", provider: .azure, status: "ACTIVE", size: 10, owner: "joe"))
  }

  /// Setting the key names it twice, which the receiver refuses.
  @Test func patchOfTheKeyIsRefused() {
    var patch = Patch(Account.key(tenant: "acme", name: "prod"))
    patch.name = "other"
    #expect(code(Patch<Account>.self, text(encode(patch))) == "INVALID_INPUT name")
  }

  @Test func patchClears() throws {
    var patch = Patch(Account.key(tenant: "acme", name: "prod"))
    patch.clear(\.owner)
    let json = #"{"tenant":"acme","name":"prod","owner":null}"#
    #expect(text(encode(patch)) == json)
    let account = Account(tenant: "acme", name: "prod", provider: .aws, owner: "joe")
    #expect(try read(Patch<Account>.self, json).applied(to: account).owner == nil)
  }

  @Test(arguments: [
    (#"{"name":"prod","size":1}"#, "INVALID_INPUT tenant"),
    (#"{"tenant":"a","name":"b","status":"X"}"#, "INVALID_INPUT status"),
    (#"{"tenant":"a","name":"b","size":"1"}"#, "INVALID_INPUT size"),
    (#"{"tenant":"a","name":"b","size":null}"#, "INVALID_INPUT size"),
    (#"{"tenant":"a","name":"b","size":1,"size":2}"#, "INVALID_INPUT size"),
    (#"{"tenant":"a","name":"b","unheard":1}"#, "ok"),
  ])
  func badPatches(_ json: String, _ expected: String) {
    #expect(code(Patch<Account>.self, json) == expected, "\(json)")
  }

  // MARK: ListQuery and Page

  @Test func listQuery() throws {
    var query = ListQuery<Account>(in: Tenant.key(name: "acme"), page: 2, pageSize: 10)
    query.filter(\.provider, .aws)
    query.filter(\.size, 3)
    query.sort(by: \.name, descending: true)
    query.sort(by: \.size)
    let json = #"{"tenant":"acme","page":2,"pageSize":10,"filter":{"provider":"AWS","size":3},"sort":["-name","size"]}"#
    #expect(text(encode(query)) == json)
    let back = try read(ListQuery<Account>.self, json)
    #expect(back.scope == ["acme"] && back.page == 2 && back.pageSize == 10)
    #expect(back.filters == query.filters && back.order == query.order)
    #expect(text(encode(ListQuery<Account>())) == "{}")
    #expect(try read(ListQuery<Account>.self, "{}").scope == [])
  }

  @Test(arguments: [
    (#"{"page":0}"#, "INVALID_INPUT page"),
    (#"{"page":"1"}"#, "INVALID_INPUT page"),
    (#"{"pageSize":0}"#, "INVALID_INPUT pageSize"),
    (#"{"account":"prod"}"#, "INVALID_INPUT tenant"),
    (#"{"sort":"name"}"#, "INVALID_INPUT sort"),
    (#"{"tenant":"acme","account":"prod"}"#, "ok"),
  ])
  func badQueries(_ json: String, _ expected: String) {
    #expect(code(ListQuery<Environment>.self, json) == expected, "\(json)")
  }

  @Test func page() throws {
    let page = Page(items: [Tenant(name: "acme")], page: 1, pageSize: 50, total: 1, revisions: [4])
    let json = #"{"items":[{"name":"acme"}],"page":1,"pageSize":50,"total":1,"revisions":[4]}"#
    #expect(text(encode(page)) == json)
    let back = try read(Page<Tenant>.self, json)
    #expect(back.items == page.items && back.revisions == [4] && back.total == 1)
  }

  @Test func emptyTakesAnything() throws {
    #expect(text(encode(Empty())) == "{}")
    for json in ["{}", "null", #"{"a":1}"#] { #expect(try read(Empty.self, json) == Empty()) }
  }
}
