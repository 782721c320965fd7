import ConcordCore
import Testing

@testable import ConcordAuth

@Suite struct SecretTests {
  /// RFC 7693 has no vector of 32 bytes; this one is what `b2sum -l 256` says of "abc".
  @Test func digestsAreBLAKE2b() {
    let hex = SecretDigest(of: "abc").bytes.map { byte in
      let digits = String(byte, radix: 16)
      return digits.count == 1 ? "0" + digits : digits
    }
    #expect(hex.joined() == "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319")
  }

  @Test func tokensAre256BitsThatFitEverywhere() {
    let tokens = (0..<200).map { _ in IssuedSecret.make() }
    #expect(Set(tokens).count == 200)
    for token in tokens {
      #expect(token.utf8.count == 43)
      #expect(token.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
    }
  }

  @Test func base64IsTheOneForURLs() {
    #expect(Sodium.base64([0xfb, 0xff]) == "-_8")
    #expect(Sodium.base64([]) == "")
  }

  @Test func codesOfLettersAreReadable() {
    let codes = (0..<200).map { _ in LetterCode.make() }
    #expect(Set(codes).count == 200)
    for code in codes { #expect(code.wholeMatch(of: /[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/) != nil) }
  }

  @Test(arguments: [("7k3m-q0tx", "7K3MQ0TX"), (" 7K3M QOTX ", "7K3MQ0TX"), ("il1o-0000", "11100000"), ("", "")])
  func codesAreReadAsPeopleTypeThem(typed: String, meant: String) { #expect(LetterCode.normalized(typed) == meant) }

  @Test func nothingPrintsASecret() {
    var text = ""
    let session = Session(id: UUIDv7.next(), principal: .anonymous)
    let issued = IssuedSecret(secret: "t0ken", expiresAt: Timestamp(milliseconds: 0), session: session)
    let letter = Letter(address: ann, code: "t0ken", expiresAt: issued.expiresAt)
    print(issued, letter, account(), to: &text)
    dump(issued, to: &text)
    dump(letter, to: &text)
    dump(account(), to: &text)
    #expect(!text.contains("t0ken"))
    #expect(!text.contains("argon2id"))
  }
}
