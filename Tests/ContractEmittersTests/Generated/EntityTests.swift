import ConcordCore
import EmittedContracts
import Testing

/// Runs what the golden package's entities have beside their codecs.
@Suite struct EntityTests {
  private func input<Input, Output>(_ operation: Operation<Input, Output>, _ json: String) -> String {
    let bytes = Array(json.utf8)
    var reader = JSONReader(bytes.span.bytes)
    let value = operation.readInput(from: &reader)
    reader.finish()
    if let failure = reader.failure { return "\(failure.code) \(failure.field ?? "-")" }
    return text(encode(value))
  }

  // MARK: Drafts

  @Test func draftsLeaveOutWhatTheServerSets() {
    var book = Samples.plainBook
    book.code = "bk_1"
    book.state = .lost
    book.createdAt = Timestamp(milliseconds: 0)
    var writer = JSONWriter(capacity: 64)
    BookOperations.table.create.writeInput(book, to: &writer)
    #expect(
      text(writer.array()) == """
        {"branch":"main","number":7,"title":"Emma","visits":"9007199254740993","period":"PT90S","labels":{"a":"b"},\
        "related":[1,2],"chapters":[{"title":"I","parts":[{"title":"I.1","parts":[]}]}],\
        "first":{"title":"I","next":{"title":"II","parts":[]},"parts":[]}}
        """)
    book.copies = 2
    book.note = nil
    writer.reset()
    BookOperations.table.create.writeInput(book, to: &writer)
    #expect(text(writer.array()).contains(#""title":"Emma","copies":2,"note":null,"visits""#))
  }

  @Test func draftsAreReadWithDefaults() {
    let create = BranchOperations.table.create
    #expect(
      input(create, #"{"name":"b","contacts":[]}"#) == #"{"name":"b","kind":"small","manager":null,"contacts":[]}"#)
    #expect(input(create, #"{"name":"b"}"#) == "missingField contacts")
    #expect(input(create, #"{"name":"b","contacts":[],"kind":"huge"}"#).hasPrefix("unknownValue"))
    let book = #"{"branch":"b","number":1,"title":"t","visits":"0","period":"PT0S","labels":{},"related":[],"#
    let rest = #""chapters":[],"first":{"title":"","parts":[]}"#
    #expect(input(BookOperations.table.create, book + rest + "}").contains(#""copies":1,"#))
    #expect(input(BookOperations.table.create, book + rest + #","state":"here"}"#) == "readonlyField state")
  }

  // MARK: Keys and the tree

  @Test func keys() throws {
    let key = Book.key(branch: "main", number: 7)
    #expect(Samples.plainBook.key == key)
    #expect(key.path.description == "/branch/main/book/7")
    #expect(text(encode(key)) == #"{"branch":"main","number":7}"#)
    #expect(try read(Key<Book>.self, #"{"key":"/branch/main/book/7"}"#) == key)
  }

  @Test func branchesHaveTheirChildren() throws {
    var tree = EntityTree()
    let isPlaced = [
      tree.insert(Branch(name: "main", contacts: []), revision: 1), tree.insert(Samples.plainBook, revision: 2),
    ]
    #expect(isPlaced == [true, true])
    let branch = try #require(tree.branch(Branch.key(name: "main")))
    #expect(branch.books.map(\.title) == ["Emma"] && branch.books.first?.revision == 2)
  }

  @Test func descriptors() {
    #expect(Book.descriptor.keyNames == ["branch", "number"] && Book.descriptor.parent == "branch")
    #expect(Branch.descriptor.list?.topic == "branch:get_branches")
    let names = Book.descriptor.stampedOnChange.map { Book.fieldTable.name($0) }
    #expect(names == ["updatedAt"])
  }

  // MARK: Patches and queries

  @Test func patches() throws {
    var patch = Patch(Book.key(branch: "main", number: 7))
    patch.title = "Persuasion"
    patch.language = .unknown("tlh")
    patch.clear(\.borrower)
    let json = #"{"branch":"main","number":7,"title":"Persuasion","language":"tlh","borrower":null}"#
    #expect(text(encode(patch)) == json)
    let changed = try read(Patch<Book>.self, json).applied(to: Samples.plainBook)
    #expect(changed.title == "Persuasion" && changed.copies == 1 && changed.related == [1, 2])
    #expect(outcome(Patch<Book>.self, #"{"branch":"main","number":7,"state":"here"}"#) == "INVALID_INPUT state")
    #expect(outcome(Patch<Book>.self, #"{"branch":"main","number":7,"title":null}"#) == "INVALID_INPUT title")
  }

  @Test func queries() {
    var query = ListQuery<Book>(in: Branch.key(name: "main"), page: 2)
    query.filter(\.language, .plainText)
    query.sort(by: \.title, descending: true)
    #expect(
      text(encode(query))
        == #"{"branch":"main","page":2,"filter":{"language":"plain \"text\""},"sort":["-title"]}"#)
  }
}
