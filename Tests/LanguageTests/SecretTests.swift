import ConcordCore
import LanguageContracts
import Testing

@Suite struct SecretTests {
  static let vault = Vault(
    name: "v", word: "sesame", pin: Secret(1234), keys: Secret(["sesame-key"]),
    inner: Secret(Inner(code: "sesame-inner")))

  @Test func isMaskedWhereverItIsPrinted() {
    var dumped = ""
    dump(Self.vault, to: &dumped)
    let patch = {
      var patch = Patch(Vault.key(name: "v"))
      patch.word = "sesame"
      return patch
    }()
    let texts = [
      "\(Self.vault)", String(describing: Self.vault), String(reflecting: Self.vault), dumped, "\(Self.vault.word)",
      "\(Self.vault.word.debugDescription)", "\(String(describing: Self.vault.pin))", "\(patch)",
      String(reflecting: patch), "\(ListedFailure(vault: Self.vault))",
    ]
    for text in texts {
      #expect(!text.contains("sesame") && !text.contains("1234") && !text.contains("115, 101"), "\(text)")
    }
    #expect("\(Self.vault.word)" == "****")
  }

  struct ListedFailure { let vault: Vault }

  @Test func travelsInClear() throws {
    let text = #"{"name":"v","word":"sesame","pin":1234,"keys":["sesame-key"],"inner":{"code":"sesame-inner"}}"#
    #expect(JSON.text(Self.vault) == text)
    let vault = try JSON.decode(Vault.self, from: text)
    #expect(vault.word == Self.vault.word && vault.keys.value == ["sesame-key"])
    #expect(vault.inner?.value.code.value == "sesame-inner")
  }

  @Test(arguments: [
    (#""word": "****""#, "word: '****' stands for a secret and is none"),
    (#""word": "\u002a***""#, "word: '****' stands for a secret and is none"),
    (#""inner": {"code": "****"}"#, "inner.code: '****' stands for a secret and is none"),
    (#""word": "SESAME""#, "word: does not match the field's pattern"),
    (#""pin": 12345"#, "pin: more than the field's rule allows"),
    (#""pin": "****""#, "pin: '****' stands for a secret and is none"),
    (#""keys": ["a", "b", "c"]"#, "keys: more than the field's rule allows"),
  ]) func refusesTheMaskAndDoesNotTellTheValue(_ member: String, _ message: String) throws {
    #expect(input(VaultOperations.table.update, #"{"name": "v", \#(member)}"#).failure?.message == message)
  }

  @Test func masksAreReadWhereNothingEnters() throws {
    #expect(try JSON.decode(Vault.self, from: #"{"name":"v","word":"****","keys":[]}"#).word.value == "****")
    #expect(try input(VaultOperations.table.update, #"{"name": "v", "word": "*****"}"#).get().word?.value == "*****")
  }
}
