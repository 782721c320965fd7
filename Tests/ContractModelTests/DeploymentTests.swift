import ContractModel
import Testing

struct DeploymentTests {
  private func deployment(_ section: String) throws -> DeploymentModel? {
    var diagnostics = Diagnostics()
    let packages = ContractLoader.load(
      files: ["p/cloudAccount.yaml": "concord: 1\nservice: cloudAccount\n" + section], diagnostics: &diagnostics)
    #expect(diagnostics.sorted.map(\.description) == [])
    return try #require(packages.first?.contracts.first).deployment
  }

  private func place<Value>(_ placed: DeploymentModel.Placed<Value>?) -> String {
    placed.map { "\($0.value) \($0.position.line):\($0.position.column)" } ?? "none"
  }

  @Test func everyValueHasItsPlace() throws {
    let found = try #require(
      try deployment(
        """
        deployment:
          service: api
          team: "edge"
          environment: [a, b]
          image: i
          ports: { http: 80 }
          resources: { cpu: 2, memory: 1Gi }
          config: { DEBUG: true }
          scaling:
            cpu: { up: 80, down: 20 }
            memory: { up: 70 }
            hysteresis: 5
            instances: { min: 1, max: 9 }
        """))
    #expect(place(found.service) == "api 4:12" && place(found.team) == "edge 5:9" && place(found.image) == "i 7:10")
    #expect(found.environment.map(place) == ["a 6:17", "b 6:20"])
    #expect(found.ports.map { place($0.name) + " " + place($0.value) } == ["http 8:12 80 8:18"])
    #expect(place(found.cpu) == "2 9:21" && place(found.memory) == "1Gi 9:32")
    #expect(found.config.map { place($0.name) + " " + place($0.value) } == ["DEBUG 10:13 true 10:20"])
    let scaling = try #require(found.scaling)
    #expect(place(scaling.cpu.up) == "80 12:16" && place(scaling.cpu.down) == "20 12:26")
    #expect(place(scaling.memory.up) == "70 13:19" && place(scaling.memory.down) == "none")
    #expect(place(scaling.hysteresis) == "5 14:17")
    #expect(place(scaling.minimum) == "1 15:23" && place(scaling.maximum) == "9 15:31")
    #expect((found.position.line, scaling.position.line) == (3, 11))
  }

  @Test func whatIsNotWrittenIsAbsent() throws {
    #expect(try deployment("") == nil)
    let empty = try #require(try deployment("deployment: {}\n"))
    #expect(place(empty.service) == "cloudAccount 3:1")
    #expect(empty.team == nil && empty.image == nil && empty.ports.isEmpty && empty.scaling == nil)
    #expect(try deployment("deployment: { scaling: }\n")?.scaling == nil, "nothing is no scaling")
    #expect(try deployment("deployment: { scaling: {} }\n")?.scaling != nil)
  }
}
