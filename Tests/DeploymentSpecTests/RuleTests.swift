import DeploymentSpec
import Testing

struct RuleTests {
  private func scaled(_ scaling: ServiceSpec.SimpleScaling) -> ServiceSpec {
    ServiceSpec(serviceId: "web", image: "i", size: .init(cpu: "1", memory: "1Gi"), scaling: scaling)
  }

  private func problems(_ spec: ServiceSpec) -> [String] { spec.problems().map(\.description) }

  @Test func goodSpecsHaveNone() throws {
    #expect(problems(DocumentTests.tenantApi) == [])
    #expect(problems(ServiceSpec(serviceId: "web")) == [])
    #expect(problems(scaled(.init())) == [], "what nobody gave is not wrong")
    #expect(problems(scaled(.init(minReplicas: 2, maxReplicas: 2))) == [])
  }

  @Test func instances() {
    #expect(
      problems(scaled(.init(minReplicas: 5, maxReplicas: 2))) == [
        "scaling.instances.min: 'min' is 5 and 'max' is 2; give the smaller one as 'min' [scaling-instances]"
      ])
    #expect(
      problems(scaled(.init(minReplicas: 5))) == [
        "scaling.instances.min: 'min' is 5 and 'max' is 0; give 'max' [scaling-instances]"
      ])
    #expect(
      problems(scaled(.init(minReplicas: -2, maxReplicas: -1))) == [
        "scaling.instances.min: there cannot be -2 instances [scaling-replicas]",
        "scaling.instances.max: there cannot be -1 instances [scaling-replicas]",
      ])
  }

  @Test func thresholds() {
    for down in [80, 81] {
      #expect(
        problems(scaled(.init(scaleUp: .init(cpu: 80), scaleDown: .init(cpu: down)))) == [
          "scaling.cpu.down: the service shrinks below \(down) percent cpu and grows above 80; "
            + "give a 'down' that is less than 'up' [scaling-thresholds]"
        ])
    }
    #expect(
      problems(scaled(.init(scaleDown: .init(memory: 20)))) == [
        "scaling.memory.down: the service shrinks below 20 percent memory and never grows; give 'up' [scaling-thresholds]"
      ])
    #expect(
      problems(scaled(.init(scaleUp: .init(cpu: 101), scaleDown: .init(memory: -1), hysteresis: 200))) == [
        "scaling.cpu.up: 101 is not within 0 to 100 percent [scaling-percent]",
        "scaling.memory.down: -1 is not within 0 to 100 percent [scaling-percent]",
        "scaling.hysteresis: 200 is not within 0 to 100 percent [scaling-percent]",
      ])
  }

  @Test func imageAndRequest() throws {
    let spec = ServiceSpec(serviceId: "web", scaling: .init(scaleUp: .init(cpu: 80)))
    #expect(spec.problems().map(\.rule) == ["scaling-image", "scaling-request"])
    #expect(spec.problems().map(\.isWarning) == [false, true])
    var warned = spec
    warned.service.image = "i"
    #expect(try warned.checked() == warned, "warnings pass")
  }

  @Test func names() {
    let long = String(repeating: "a", count: 64)
    for name in ["", "Web", "1web", "web-", "-web", "we_b", "wé", long] {
      #expect(ServiceSpec(serviceId: name).problems().map(\.rule) == ["deployment-service"], "\(name)")
    }
    #expect(ServiceSpec(serviceId: "cloudAccount").problems().first?.suggestion == "write 'service: cloud-account'")
    for name in ["", "80", "a--b", "Api", "a_b", "sixteen-letters-"] {
      #expect(
        ServiceSpec(serviceId: "web", ports: [name: 1]).problems().map(\.rule) == ["deployment-port-name"], "\(name)")
    }
    for name in ["", "1A", "A B", "Ä"] {
      #expect(
        ServiceSpec(serviceId: "web", config: [name: ""]).problems().map(\.rule) == ["deployment-config"], "\(name)")
    }
    #expect(ServiceSpec(serviceId: "w-1", ports: ["1-a": 1], config: ["_a.B-1": ""]).problems() == [])
  }

  @Test func ports() {
    #expect(
      problems(ServiceSpec(serviceId: "web", ports: ["a": 80, "b": 80, "c": 0, "d": 65536])) == [
        "ports.c: a port is 1 to 65535, not 0 [deployment-port]",
        "ports.d: a port is 1 to 65535, not 65536 [deployment-port]",
        "ports.b: the port 80 is 'a' already; leave one out [deployment-port-clash]",
      ])
  }

  @Test func rulesAreDescribed() {
    #expect(Set(ServiceSpecRule.all.map(\.id)).count == ServiceSpecRule.all.count)
    #expect(ServiceSpecRule.all.allSatisfy { $0.purpose.hasSuffix(".") })
  }
}
