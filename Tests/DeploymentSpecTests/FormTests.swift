import DeploymentSpec
import Foundation
import Testing

struct FormTests {
  @Test(arguments: [
    ("80", 80), ("80%", 80), ("80.9", 80), ("007", 7), ("", 0), ("abc", 0), (" 80", 0), ("-5", 0), ("+5", 0),
    ("%80", 0), ("٣", 0), ("1e3", 1), ("8 0", 8), ("99999999999999999999999", 9_007_199_254_740_991),
  ])
  func leadingDigitsCount(text: String, value: Int) { #expect(FormNumber(text).value == value) }

  @Test(arguments: [
    ("80", 80), ("80.9", 80), ("-5", 0), ("1e3", 1000), ("1e300", 9_007_199_254_740_991), ("\"80%\"", 80), ("null", 0),
    ("true", 0), ("[80]", 0), ("{\"a\":1}", 0),
  ])
  func numbersMayArriveAsAnything(json: String, value: Int) throws {
    #expect(try JSON.decode(FormNumber.self, from: json).value == value)
  }

  @Test func aFormGivesTheSameDocumentAsTheContract() throws {
    let form = try JSON.decode(
      ServiceSpecForm.self,
      from: #"""
        { "serviceId": "tenant-api", "environment": ["production"],
          "image": "registry.example/aurora/tenant-api:1.4.0", "ports": { "api": "8080" },
          "resources": { "cpu": "500m", "memory": "256Mi" }, "config": { "LOG_LEVEL": "info" },
          "scaling": { "cpu": { "up": "80%", "down": "20" }, "memory": { "up": "75", "down": "30" },
                       "hysteresis": "10", "instances": { "min": 2, "max": 10 } } }
        """#)
    #expect(try form.checkedSpec().document == DocumentTests.tenantApi.document)
  }

  @Test func whatIsMissing() throws {
    let nothing = try JSON.decode(ServiceSpecForm.self, from: #"{"serviceId":"web","scaling":null,"image":null}"#)
    #expect(nothing.spec() == ServiceSpec(serviceId: "web"))
    let blanks = ServiceSpecForm(
      serviceId: "web", team: "", image: "", resources: .init(cpu: "", memory: ""), scaling: .init())
    #expect(blanks.spec() == ServiceSpec(serviceId: "web", scaling: .init()))
    #expect(ServiceSpecForm(serviceId: "web", team: "realms").spec().deployment.meta.deploymentMeta.team == "realms")
    #expect(throws: JSONError.self) { try JSON.decode(ServiceSpecForm.self, from: "{}") }
  }

  @Test func aFormIsReadAndWritten() throws {
    let form = ServiceSpecForm(
      serviceId: "web", team: "t", environment: ["a"], image: "i", ports: ["api": "80"], resources: .init(cpu: "1"),
      config: ["A": "b"],
      scaling: .init(
        cpu: .init(up: "80", down: 20), memory: .init(), hysteresis: 5, instances: .init(min: 1, max: "2")))
    #expect(try JSON.decode(ServiceSpecForm.self, from: JSON.text(form)) == form)
  }

  @Test func allProblemsAreThrownAtOnce() {
    let form = ServiceSpecForm(
      serviceId: "web", resources: .init(cpu: "500MB"),
      scaling: .init(cpu: .init(up: "20", down: "80"), instances: .init(min: "5", max: "2")))
    #expect { try form.checkedSpec() } throws: { error in
      (error as? ServiceSpecError)?.problems.map(\.rule)
        == ["deployment-quantity", "scaling-instances", "scaling-thresholds", "scaling-image"]
    }
  }
}

/// `docs/contract-language/deployment.md` says what numbers in forms count as.
struct FormPageTests {
  @Test func theTableIsRight() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "docs/contract-language/deployment.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let rows = text.split(separator: "\n").drop { $0 != "| arrives | counts as |" }.dropFirst(2)
      .prefix { $0.hasPrefix("|") }
    #expect(rows.count == 5)
    for row in rows {
      let cells = row.split(separator: "|")
      let value = try #require(Int(cells[1].drop { $0 == " " }.prefix { $0.isNumber }))
      for example in cells[0].matches(of: /`([^`]+)`/) {
        let number = try JSON.decode(FormNumber.self, from: String(example.output.1))
        #expect(number.value == value, "\(example.output.1)")
      }
    }
  }
}
