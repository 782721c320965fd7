import ConcordCore
import Testing

@Suite struct CookieTests {
  @Test func headersSayWhatBrowsersUnderstand() throws {
    #expect(try #require(Cookie("a", "1")).header == "a=1; Path=/; HttpOnly; Secure; SameSite=Lax")
    let cookie = try #require(
      Cookie("b", "x-_", path: "/api", maxAge: 60, httpOnly: false, secure: false, sameSite: .strict))
    #expect(cookie.header == "b=x-_; Path=/api; Max-Age=60; SameSite=Strict")
    #expect(try #require(Cookie("c", "", maxAge: -5, sameSite: .none)).header.contains("; Max-Age=0; "))
  }

  @Test(arguments: ["", "a b", "a=b", "a;b", "ä", "a\r\nSet-Cookie: b", "a\"", "a,b"])
  func aNameIsAToken(name: String) { #expect(Cookie(name, "1") == nil) }

  @Test(arguments: ["a b", "a;b", "a,b", "\"", "\\", "ä", "a\r\nX: y", "\u{7f}"])
  func aValueCannotBreakTheHeader(value: String) { #expect(Cookie("a", value) == nil) }

  @Test func whatNoBrowserKeepsIsNone() {
    #expect(Cookie("__Host-a", "1") != nil)
    #expect(Cookie("__Host-a", "1", secure: false) == nil)
    #expect(Cookie("__Host-a", "1", path: "/api") == nil)
    #expect(Cookie("__Secure-a", "1", path: "/api") != nil)
    #expect(Cookie("__Secure-a", "1", secure: false) == nil)
    #expect(Cookie("a", "1", secure: false, sameSite: .none) == nil)
    #expect(Cookie("a", "1", path: "api") == nil)
    #expect(Cookie("a", "1", path: "/;x") == nil)
    #expect(Cookie("a", "1", path: "/\n") == nil)
  }

  @Test(arguments: [
    ("session=abc", "abc"), ("a=1; session=abc; b=2", "abc"), ("a=1;session=abc", "abc"), ("session=\"abc\"", "abc"),
    ("session=", ""), ("session=a=b", "a=b"), ("session=1; session=2", "1"), ("  session=abc  ", "abc"),
    ("Session=abc", nil), ("xsession=abc", nil), ("session", nil), ("", nil), (";;=;", nil), ("session=a b", nil),
    ("session=ä", nil), ("a=\"session=1\"", nil),
  ])
  func requestsAreRead(header: String, value: String?) { #expect(Cookie.value(of: "session", in: header) == value) }

  @Test func nothingPrintsTheirSecrets() throws {
    var text = ""
    let cookie = try #require(Cookie("session", "t0ken"))
    for credential: Credential in [.bearer("t0ken"), .cookie("t0ken"), .passport("t0ken")] {
      print(credential, [credential], to: &text)
      dump(credential, to: &text)
      debugPrint(credential, to: &text)
    }
    print(cookie, [cookie], to: &text)
    dump(cookie, to: &text)
    debugPrint(cookie, to: &text)
    #expect(!text.contains("t0ken"))
    #expect(text.contains("bearer ****"))
    #expect(text.contains("session=****"))
  }
}
