import DeploymentSpec
import Foundation
import Testing

struct DocumentTests {
  /// The service of the language page.
  static let tenantApi = ServiceSpec(
    serviceId: "tenant-api", image: "registry.example/aurora/tenant-api:1.4.0", ports: ["api": 8080],
    size: .init(cpu: "500m", memory: "256Mi"), config: ["LOG_LEVEL": "info"], environment: ["production"],
    scaling: .init(
      scaleUp: .init(cpu: 80, memory: 75), scaleDown: .init(cpu: 20, memory: 30), hysteresis: 10, minReplicas: 2,
      maxReplicas: 10))

  @Test func theWholeDocument() throws {
    let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/Services/expected/tenant-api.service.json")
    #expect(Self.tenantApi.document == (try String(contentsOf: golden, encoding: .utf8)))
  }

  @Test func theWholeDocumentOnOneLine() {
    #expect(
      Self.tenantApi.json
        == #"{"spec":"concord/service/v1","serviceId":"tenant-api","#
        + #""service":{"image":"registry.example/aurora/tenant-api:1.4.0","ports":{"api":8080},"#
        + #""size":{"cpu":"500m","memory":"256Mi"},"config":{"LOG_LEVEL":"info"}},"#
        + #""deployment":{"name":"tenant-api","scale":2,"meta":{"deploymentMeta":{"environment":["production"],"#
        + #""team":"development","scaling":{"simple":{"tenant-api":{"scale_up":{"cpu":80,"memory":75},"#
        + #""scale_down":{"cpu":20,"memory":30},"hysteresis":10,"min_replicas":2,"max_replicas":10}}}}}}}"#)
  }

  @Test func whatNobodyGave() {
    #expect(
      ServiceSpec(serviceId: "web").json
        == #"{"spec":"concord/service/v1","serviceId":"web","service":{"ports":{},"size":{},"config":{}},"#
        + #""deployment":{"name":"web","scale":1,"meta":{"deploymentMeta":{"environment":[],"team":"development","#
        + #""scaling":{}}}}}"#)
    #expect(
      ServiceSpec(serviceId: "web", scaling: .init()).json.contains(
        #""scaling":{"simple":{"web":{"scale_up":{"cpu":0,"memory":0},"scale_down":{"cpu":0,"memory":0},"#
          + #""hysteresis":0,"min_replicas":0,"max_replicas":0}}}"#))
  }

  @Test func mapsAreInOrder() {
    let names = ["z", "a", "m", "b", "y", "c"]
    let config = Dictionary(uniqueKeysWithValues: names.map { ($0, "\"\\\n") })
    #expect(
      ServiceSpec(serviceId: "web", config: config).document.contains(
        "\"config\": {\n"
          + names.sorted().map { "      \"\($0)\": \"\\\"\\\\\\n\"" }.joined(separator: ",\n") + "\n    }"))
  }

  @Test func emptyValuesStayOnTheirLine() {
    #expect(ServiceSpec(serviceId: "web").document.contains("\"ports\": {},\n"))
    #expect(ServiceSpec(serviceId: "web").document.contains("\"environment\": [],\n"))
    #expect(ServiceSpec(serviceId: "web").document.hasSuffix("\"scaling\": {}\n      }\n    }\n  }\n}\n"))
  }

  @Test(arguments: [
    DocumentTests.tenantApi, ServiceSpec(serviceId: "web"), ServiceSpec(serviceId: "web", scaling: .init()),
    ServiceSpec(serviceId: "web", image: "a,b:{}[]\"", config: ["A": "{\"x\": [1, 2]}"], team: ""),
  ])
  func readsBackWhatItWrote(spec: ServiceSpec) throws {
    #expect(try ServiceSpec(json: spec.json) == spec)
    #expect(try ServiceSpec(json: spec.document) == spec)
  }

  @Test(arguments: [
    ("", JSONError.Code.unexpectedEnd), ("[]", .wrongType), (#"{"spec":"concord/service/v1"}"#, .missingField),
    (#"{"spec":"concord/service/v2","serviceId":"a","service":{},"deployment":{}}"#, .invalidValue),
    (
      #"{"spec":"concord/service/v1","serviceId":"a","service":{"ports":{"api":"80"}},"deployment":{}}"#, .wrongType
    ),
  ])
  func refusesWhatIsNoDocument(text: String, code: JSONError.Code) {
    #expect { try ServiceSpec(json: text) } throws: { ($0 as? JSONError)?.code == code }
  }

  @Test func readersPassOverOtherMembers() throws {
    let spec = try ServiceSpec(
      json: #"""
        { "spec": "concord/service/v1", "note": [1], "serviceId": "web", "service": { "ports": {} },
          "deployment": { "name": "web", "meta": { "other": {}, "deploymentMeta": { "scaling": { "simple": {} } } } } }
        """#)
    #expect(spec.scaling == nil && spec.deployment.meta.deploymentMeta.team == "development")
    #expect(spec.json.contains(#""scaling":{}"#), "an empty 'simple' is not written")
  }
}
