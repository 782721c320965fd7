import Foundation
import Testing

/// HTTP bindings, namespaces and servers by the program.
struct ServerFileTests {
  @Test func checksAndGenerates() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      concord: 1
      entity: item
      key: name
      fields: { name: string }
      operations:
        get: { http: "GET /items/{nam}" }
      """, to: "shop/item.yaml")
    try folder.write("concord: 1\nnamespace: /news\nevents: { said: { payload: string } }\n", to: "shop/news.yaml")
    try folder.write(
      "concord: 1\nserver: main\nnamespaces:\n  /ws: { dialect: message, packages: [shop, stock] }\n",
      to: "servers/main.yaml")
    let wrong = try folder.run("check", "shop", "servers")
    #expect(wrong.status == 1)
    #expect(
      wrong.error == """
        servers/main.yaml:4:45: warning: there is no package 'stock' in this run [server-package]
        shop/item.yaml:6:28: error: the input of 'get' of entity 'item' has no 'nam'; did you mean 'name'? [http-parameter]
        1 error, 1 warning

        """)
    try folder.write(try folder.text(of: "shop/item.yaml").replacing("{nam}", with: "{name}"), to: "shop/item.yaml")
    #expect(try folder.run("check", "servers").error == "", "alone, nothing is known of other packages")
    let generated = try folder.run("generate", "--output", "out", "shop", "servers")
    #expect(generated.status == 0)
    #expect(try folder.text(of: "out/item.swift").contains(#"http: HTTPRoute(.get, "/items/{name}")"#))
    #expect(try folder.text(of: "out/news.swift").contains("public struct NewsNamespace: SocketNamespace {"))
    #expect(try folder.text(of: "out/main.swift").contains("public static let main = ServerDefinition("))
  }
}
