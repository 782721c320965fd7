import ConcordCore
import LanguageContracts
import Testing

/// `min`, `max` and `match` in generated code, on both sides of the wire.
@Suite struct RulesTests {
  static let rest = #""name": "web", "disks": [], "labels": {}"#

  @Test(arguments: [
    (#""title": """#, "title: has 0 of at least 1 character"),
    (#""title": "123456789""#, "title: has 9 of at most 8 characters"),
    (#""code": "a""#, "code: does not match ([A-Z]|[0-9])*"),
    (#""code": "AAAAA""#, "code: has 5 of at most 4 characters"),
    (#""cpu": 0"#, "cpu: 0 is less than 1"), (#""cpu": 65"#, "cpu: 65 is more than 64"),
    (#""serial": "-6""#, "serial: -6 is less than -5"), (#""load": 0.8"#, "load: 0.8 is more than 0.75"),
    (#""price": "0.009""#, "price: 0.009 is less than 0.01"), (#""image": "AAAA""#, "image: has 3 of at most 2 bytes"),
    (#""home": "https://example.org/a""#, "home: has 21 of at most 20 characters"),
    (#""owner": "me@example.org""#, "owner: has 14 of at most 10 characters"),
    (
      #""starts": "2025-12-31T23:59:59Z""#,
      "starts: 2025-12-31T23:59:59.000Z is less than 2026-01-01T00:00:00.000Z"
    ),
    (#""ends": "2031-01-01""#, "ends: 2031-01-01 is more than 2030-12-31"),
    (#""keep": "PT0.4S""#, "keep: PT0.4S is less than PT0.5S"),
    (#""keep": "P2D""#, "keep: PT172800S is more than PT86400S"),
    (#""default": "it's 5 or more""#, #"default: does not match it's \d+ "or" more"#),
  ]) func createChecksEveryField(_ member: String, _ message: String) throws {
    let create = MachineOperations.table.create
    let error = input(create, "{\(Self.rest), \(member)}").failure
    #expect(error?.message == message)
    #expect(error?.code == .invalidInput)
    #expect(error?.field == String(message.prefix { $0 != ":" }))
    // The same in a patch, and not where data is only read.
    #expect(input(MachineOperations.table.update, #"{"name": "web", \#(member)}"#).failure?.message == message)
    _ = try JSON.decode(Machine.self, from: "{\(Self.rest), \(member)}")
  }

  @Test(arguments: [
    (#"{"name": "Web", "disks": [], "labels": {}}"#, "name: does not match [a-z][a-z0-9-]{1,62}"),
    (#"{"name": "web", "disks": [{"size": 1}, {"size": 0}], "labels": {}}"#, "disks[1].size: 0 is less than 1"),
    (
      #"{"name": "web", "disks": [{"size":1},{"size":1},{"size":1}], "labels":{}}"#, "disks: has 3 of at most 2 entries"
    ),
    (#"{"name": "web", "disks": [], "labels": {"a": "1", "b": "2"}}"#, "labels: has 2 of at most 1 entry"),
  ]) func namesThePath(_ text: String, _ message: String) {
    #expect(input(MachineOperations.table.create, text).failure?.message == message)
  }

  @Test func acceptsWhatKeepsTheRules() throws {
    let text = """
      {"name": "web-1", "title": "Web", "code": "A1", "cpu": 64, "serial": "-5", "load": 0.75, "price": "0.010", \
      "image": "AAA=", "home": "https://example.org/", "owner": "a@b.c", "starts": "2026-01-01T00:00:00Z", \
      "ends": "2030-12-31", "keep": "PT24H", "disks": [{"size": 1}], "labels": {"a": ""}, \
      "default": "it's 12 \\"or\\" more"}
      """
    let machine = try input(MachineOperations.table.create, text).get()
    #expect(machine.cpu == 64 && machine.disks.count == 1)
    #expect(try input(MachineOperations.table.create, "{\(Self.rest)}").get().cpu == 2)
  }

  @Test func keysThatNameWhatExistsAreFree() throws {
    #expect(try input(MachineOperations.table.get, #"{"name": "OLD"}"#).get().name == "OLD")
    #expect(try input(MachineOperations.table.resize, #"{"name": "OLD", "cpu": 1}"#).get().cpu == 1)
    #expect(input(MachineOperations.table.resize, #"{"name": "OLD", "cpu": 0}"#).failure?.field == "cpu")
  }

  @Test func clientAndServerSayTheSame() async throws {
    try await Served.run { served in
      let client = served.client
      try await client.machine.create(Machine(name: "web", disks: [], labels: [:]))
      let before = client.status.counters.requests
      for machine in [Machine(name: "web", cpu: 0, disks: [], labels: [:]), Machine(name: "W", disks: [], labels: [:])]
      {
        let text = JSON.text(machine)
        let error = await failure(try await client.machine.create(machine))
        #expect(error == input(MachineOperations.table.create, text).failure)
      }
      var patch = Patch(Machine.key(name: "web"))
      patch.load = 1
      #expect(await failure(try await client.machine.update(patch))?.message == "load: 1.0 is more than 0.75")
      #expect(client.status.counters.requests == before, "nothing was sent")
      patch.load = 0.5
      #expect(try await client.machine.update(patch).load == 0.5)
    }
  }
}
