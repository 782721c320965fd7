import DeploymentSpec
import ReferenceContracts
import Testing

/// The value that the generator wrote for the `deployment:` section of `contracts/aurora/tenant.yaml`.
struct GeneratedSpecTests {
  @Test func isTheDocumentOfTheContract() {
    #expect(ServiceSpecs.tenantApi == DocumentTests.tenantApi)
    #expect(ServiceSpecs.tenantApi.document == DocumentTests.tenantApi.document)
    #expect(ServiceSpecs.tenantApi.problems() == [])
  }
}
