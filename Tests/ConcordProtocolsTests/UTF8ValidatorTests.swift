import ConcordProtocols
import Testing

struct UTF8ValidatorTests {
  enum Verdict { case valid, incomplete, wrong }

  static let table: [([UInt8], Verdict)] = [
    ([], .valid), (Array("plain".utf8), .valid), (Array("κόσμε ٣ 水 🎉".utf8), .valid),
    ([0x7F], .valid), ([0xC2, 0x80], .valid), ([0xDF, 0xBF], .valid), ([0xE0, 0xA0, 0x80], .valid),
    ([0xED, 0x9F, 0xBF], .valid), ([0xEE, 0x80, 0x80], .valid), ([0xEF, 0xBF, 0xBF], .valid),
    ([0xF0, 0x90, 0x80, 0x80], .valid), ([0xF4, 0x8F, 0xBF, 0xBF], .valid), ([0x00], .valid),
    ([0xC2], .incomplete), ([0xE2, 0x82], .incomplete), ([0xF0, 0x9F, 0x8E], .incomplete), ([0xF0], .incomplete),
    // Overlong, surrogates, above U+10FFFF, and bytes that never occur.
    ([0xC0, 0x80], .wrong), ([0xC1, 0xBF], .wrong), ([0xE0, 0x9F, 0xBF], .wrong), ([0xF0, 0x8F, 0xBF, 0xBF], .wrong),
    ([0xED, 0xA0, 0x80], .wrong), ([0xED, 0xBF, 0xBF], .wrong), ([0xF4, 0x90, 0x80, 0x80], .wrong), ([0xF5], .wrong),
    ([0xFE], .wrong), ([0xFF], .wrong), ([0x80], .wrong), ([0xBF], .wrong), ([0xC2, 0x41], .wrong),
    ([0xE2, 0x82, 0x41], .wrong), ([0x41, 0xE2, 0x28, 0xA1], .wrong),
  ]

  @Test(arguments: table)
  func atAnyPlaceAndInPieces(_ bytes: [UInt8], _ verdict: Verdict) {
    for lead in [0, 1, 7, 31, 32, 33, 70] {
      let text = [UInt8](repeating: 0x61, count: lead) + bytes
      #expect(judge([text]) == verdict, "after \(lead) letters")
      #expect(judge(text.map { [$0] }) == verdict, "byte by byte after \(lead) letters")
      #expect(judge([Array(text.prefix(lead + 1)), Array(text.dropFirst(lead + 1))]) == verdict)
    }
  }

  @Test func everyScalarIsValidAndEveryPairOfBytesIsJudgedAsSwiftDoes() {
    for value in stride(from: UInt32(0), through: 0x10FFFF, by: 37) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      #expect(judge([Array(String(Character(scalar)).utf8)]) == .valid)
    }
    for first in 0...255 as ClosedRange<UInt8> {
      for second in 0...255 as ClosedRange<UInt8> {
        let isValid = String(validating: [first, second], as: UTF8.self) != nil
        #expect((judge([[first, second]]) == .valid) == isValid)
      }
    }
  }

  private func judge(_ pieces: [[UInt8]]) -> Verdict {
    var validator = UTF8Validator()
    for piece in pieces where !piece.withUnsafeBytes({ validator.accept($0) }) { return .wrong }
    return validator.isComplete ? .valid : .incomplete
  }
}
