import ConcordCore
import SampleContracts
import Testing

@Suite struct EntityPathTests {
  @Test func readsAndWrites() throws {
    let text = "/tenant/acme/account/prod/environment/env1/service/api"
    let path = try #require(EntityPath(text))
    #expect(path.segments.map(\.entity) == ["tenant", "account", "environment", "service"])
    #expect(path.segments.map(\.key) == ["acme", "prod", "env1", "api"])
    #expect(path.description == text)
    #expect(path.parent?.description == "/tenant/acme/account/prod/environment/env1")
    #expect(path.entity == "service")
  }

  @Test(arguments: [
    ("a/b", "/tenant/a%2Fb"), ("100 %", "/tenant/100%20%25"), ("über", "/tenant/%C3%BCber"), ("..", "/tenant/.."),
    ("A-z_0.9~", "/tenant/A-z_0.9~"), ("\u{0}", "/tenant/%00"), ("🙂", "/tenant/%F0%9F%99%82"),
  ])
  func keysArePercentEncoded(_ key: String, _ text: String) {
    let path = EntityPath([.init(entity: "tenant", key: key)])
    #expect(path.description == text)
    #expect(EntityPath(text) == path)
  }

  @Test func lowerCaseEscapesAreRead() { #expect(EntityPath("/tenant/a%2fb")?.segments.first?.key == "a/b") }

  @Test(arguments: [
    "", "/", "tenant/acme", "/tenant", "/tenant/", "//acme", "/tenant/acme/", "/tenant/acme/account",
    "/tenant//account/x",
    "/tenant/%", "/tenant/%2", "/tenant/%zz", "/tenant/%ff", "/tenant/%C3",
  ])
  func refuses(_ text: String) { #expect(EntityPath(text) == nil) }

  @Test func within() throws {
    let tenant = Tenant.key(name: "acme").path
    let account = Account.key(tenant: "acme", name: "prod").path
    #expect(account.isWithin(tenant) && account.isWithin(account))
    #expect(!tenant.isWithin(account))
    #expect(!account.isWithin(Tenant.key(name: "acm").path))
  }

  @Test func asJSON() throws {
    #expect(try read(EntityPath.self, #""/tenant/a%2Fb""#).segments.first?.key == "a/b")
    #expect(throws: ConcordError.self) { try read(EntityPath.self, #""tenant""#) }
    #expect(text(encode(Tenant.key(name: "a b").path)) == #""/tenant/a%20b""#)
  }
}
