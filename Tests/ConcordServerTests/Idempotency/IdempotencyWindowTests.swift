import ConcordCore
import Testing

@testable import ConcordServer

/// The window as a value: no clock, no loops.
@Suite struct IdempotencyWindowTests {
  typealias Window = IdempotencyWindow<Int>

  static let start = ContinuousClock.now

  static func request(_ id: String, _ payload: String = "{}", owner: String = "a", topic: String = "t:do") -> OnceOnly {
    let key = RequestKey(owner: .principal(owner), namespace: 0, topic: topic, id: .header(id))
    let bytes = Array(payload.utf8)
    return OnceOnly(key, bytes.span.bytes)
  }

  static func answer(_ text: String) -> RecordedAnswer { .output(Array(text.utf8), StoreMark(revision: 1)) }

  /// A ruling as a word.
  static func word(_ ruling: Window.Ruling) -> String {
    switch ruling {
    case .run: "run"
    case .wait: "wait"
    case .answer(.output(let json, _)): "answer \(String(decoding: json, as: UTF8.self))"
    case .answer(.error(let error)): "answer \(error.code)"
    case .mismatch: "mismatch"
    case .full: "full"
    }
  }

  @Test func aRequestRunsOnce() {
    var window = Window(span: .seconds(600), IdempotencyQuotas(perOwner: 10_000, total: 10_000))
    let request = Self.request("1", #"{"a":1}"#)
    #expect(Self.word(window.admit(request, 1, at: Self.start)) == "run")
    #expect(Self.word(window.admit(request, 2, at: Self.start)) == "wait")
    #expect(Self.word(window.admit(request, 3, at: Self.start)) == "wait")
    #expect(Self.word(window.admit(Self.request("1", #"{"a":2}"#), 4, at: Self.start)) == "mismatch")
    // Another owner, operation or id is another request.
    for other in [
      Self.request("1", owner: "b"), Self.request("1", topic: "t:other"), Self.request("2"),
    ] { #expect(Self.word(window.admit(other, 5, at: Self.start)) == "run") }
    #expect(window.finish(request.key, Self.answer("x"), at: Self.start) == [2, 3])
    #expect(Self.word(window.admit(request, 6, at: Self.start)) == "answer x")
    #expect(Self.word(window.admit(Self.request("1", #"{"a":2}"#), 4, at: Self.start)) == "mismatch")
    // What is over is not over again.
    #expect(window.finish(request.key, Self.answer("y"), at: Self.start) == [])
    #expect(Self.word(window.admit(request, 6, at: Self.start)) == "answer x")
  }

  @Test func whatPassesByItselfIsNotKept() {
    var window = Window(span: .seconds(600), IdempotencyQuotas(perOwner: 10_000, total: 10_000))
    let request = Self.request("1")
    #expect(Self.word(window.admit(request, 1, at: Self.start)) == "run")
    #expect(Self.word(window.admit(request, 2, at: Self.start)) == "wait")
    #expect(window.finish(request.key, nil, at: Self.start) == [2])
    #expect(window.count == 0 && window.bytes == 0)
    #expect(Self.word(window.admit(request, 3, at: Self.start)) == "run")
    #expect(RecordedAnswer.error(ConcordError(.overloaded, "")).lasts == false)
    #expect(RecordedAnswer.error(ConcordError(.timeout, "")).lasts == false)
    #expect(RecordedAnswer.error(ConcordError(.conflict, "")).lasts == false)
    #expect(RecordedAnswer.error(ConcordError(.conflict, "", field: "name")).lasts)
    #expect(RecordedAnswer.error(ConcordError(.notFound, "")).lasts)
  }

  @Test func answersExpire() {
    var window = Window(span: .seconds(600), IdempotencyQuotas(perOwner: 10_000, total: 10_000))
    let (early, late, running) = (Self.request("1"), Self.request("2"), Self.request("3"))
    for request in [early, late, running] { _ = window.admit(request, 0, at: Self.start) }
    _ = window.finish(early.key, Self.answer("x"), at: Self.start)
    _ = window.finish(late.key, Self.answer("y"), at: Self.start + .seconds(60))
    #expect(Self.word(window.admit(early, 1, at: Self.start + .seconds(599))) == "answer x")
    #expect(Self.word(window.admit(early, 1, at: Self.start + .seconds(600))) == "run")
    #expect(Self.word(window.admit(late, 1, at: Self.start + .seconds(600))) == "answer y")
    #expect(Self.word(window.admit(late, 1, at: Self.start + .seconds(660))) == "run")
    // What runs does not expire, however long it takes.
    #expect(Self.word(window.admit(running, 1, at: Self.start + .seconds(90_000))) == "wait")
  }

  @Test func nothingIsThrownOutForSomethingNew() {
    var window = Window(span: .seconds(600), IdempotencyQuotas(perOwner: 1000, total: 1500))
    var number = 0
    func fill(_ owner: String) -> Int {
      var admitted = 0
      while true {
        number += 1
        let request = Self.request("\(number)", owner: owner)
        guard Self.word(window.admit(request, 0, at: Self.start)) == "run" else { return admitted }
        _ = window.finish(request.key, Self.answer("0123456789"), at: Self.start)
        admitted += 1
      }
    }
    #expect(fill("a") == 3)
    // Others have room, up to the total.
    #expect(fill("b") == 2)
    #expect(fill("c") == 0)
    #expect(Self.word(window.admit(Self.request("1"), 0, at: Self.start)) == "answer 0123456789")
    #expect(Self.word(window.admit(Self.request("new", owner: "a"), 0, at: Self.start + .seconds(601))) == "run")
    #expect(window.count == 1)
  }

  static func request(_ id: Int, by owner: RequestKey.Owner) -> OnceOnly {
    OnceOnly(
      RequestKey(owner: owner, namespace: 0, topic: "t:do", id: .packet(id)), Array("{}".utf8).span.bytes)
  }

  @Test(arguments: [true, false]) func aConnectionIsForgottenWhole(_ isStranger: Bool) {
    func owner(_ connection: UInt64) -> RequestKey.Owner {
      isStranger ? .stranger(connection) : .connection(connection)
    }
    var window = Window(span: .seconds(600), IdempotencyQuotas(perOwner: 10_000, total: 10_000))
    for connection in [owner(1), owner(2)] {
      _ = window.admit(Self.request(1, by: connection), 0, at: Self.start)
      _ = window.finish(Self.request(1, by: connection).key, Self.answer("x"), at: Self.start)
      _ = window.admit(Self.request(2, by: connection), 0, at: Self.start)
    }
    window.forget(owner(1))
    #expect(window.count == 2)
    #expect(window.finish(Self.request(2, by: owner(1)).key, Self.answer("y"), at: Self.start) == [])
    #expect(Self.word(window.admit(Self.request(1, by: owner(2)), 0, at: Self.start)) == "answer x")
    window.forget(owner(2))
    #expect(window.count == 0 && window.bytes == 0)
  }

  /// Whoever comes and goes leaves no place in the order of expiry, and takes nobody else's.
  @Test func whatIsForgottenLeavesNothing() {
    var window = Window(span: .seconds(600), IdempotencyQuotas(perOwner: .max, total: .max))
    let lasting = Self.request("lasting")
    _ = window.admit(lasting, 0, at: Self.start)
    _ = window.finish(lasting.key, Self.answer("x"), at: Self.start)
    for connection in UInt64(1)...20 {
      for id in 0..<2000 {
        let request = Self.request(id, by: .stranger(connection))
        _ = window.admit(request, 0, at: Self.start)
        _ = window.finish(request.key, Self.answer("x"), at: Self.start)
      }
      window.forget(.stranger(connection))
      #expect(window.count == 1 && window.places < 5000)
    }
    #expect(Self.word(window.admit(lasting, 0, at: Self.start + .seconds(599))) == "answer x")
    #expect(Self.word(window.admit(lasting, 0, at: Self.start + .seconds(600))) == "run")
  }

  /// Of strangers neither one nor all together take the room of those who signed in.
  @Test func strangersHaveQuotasOfTheirOwn() {
    var window = Window(
      span: .seconds(600), IdempotencyQuotas(perOwner: 4000, total: 4000, perStranger: 600, strangers: 1000))
    var number = 0
    func fill(_ owner: RequestKey.Owner) -> Int {
      for admitted in 0... {
        number += 1
        guard Self.word(window.admit(Self.request(number, by: owner), 0, at: Self.start)) == "run" else {
          return admitted
        }
      }
      return 0
    }
    #expect(fill(.stranger(1)) == 2)
    #expect(fill(.stranger(2)) == 1)
    #expect(fill(.stranger(3)) == 0)
    window.forget(.stranger(1))
    #expect(fill(.stranger(3)) == 2)
    // 4000 bytes, of which strangers have three requests.
    #expect(fill(.connection(4)) == 12)
  }

  /// A thousand runs by chance, step by step against a model that keeps everything in lists.
  @Test func behavesAsItsModel() {
    for seed in 0..<1000 {
      var random = Chance(state: UInt64(seed) &* 7919 &+ 3)
      var window = Window(span: .seconds(10), IdempotencyQuotas(perOwner: 1_000_000, total: 1_000_000))
      var model = Model()
      var now = Self.start
      for step in 0..<40 {
        now += .seconds(Int.random(in: 0...3, using: &random))
        let request = Self.request(
          "\(Int.random(in: 0...2, using: &random))", Bool.random(using: &random) ? "{}" : "[]",
          owner: Bool.random(using: &random) ? "a" : "b")
        if Bool.random(using: &random) {
          #expect(
            Self.word(window.admit(request, step, at: now)) == model.admit(request, step, now),
            "seed \(seed), step \(step)")
        } else {
          let lasts = Bool.random(using: &random)
          let text = "\(step)"
          let waiters = window.finish(request.key, lasts ? Self.answer(text) : nil, at: now)
          #expect(waiters == model.finish(request.key, lasts ? text : nil, now), "seed \(seed), step \(step)")
        }
      }
    }
  }

  private struct Model {
    var running: [(key: RequestKey, digest: Int, waiters: [Int])] = []
    var recorded: [(key: RequestKey, digest: Int, text: String, until: ContinuousClock.Instant)] = []

    mutating func admit(_ request: OnceOnly, _ waiter: Int, _ now: ContinuousClock.Instant) -> String {
      recorded.removeAll { $0.until <= now }
      if let entry = recorded.first(where: { $0.key == request.key }) {
        return entry.digest == request.digest ? "answer \(entry.text)" : "mismatch"
      }
      guard let index = running.firstIndex(where: { $0.key == request.key }) else {
        running.append((request.key, request.digest, []))
        return "run"
      }
      guard running[index].digest == request.digest else { return "mismatch" }
      running[index].waiters.append(waiter)
      return "wait"
    }

    mutating func finish(_ key: RequestKey, _ text: String?, _ now: ContinuousClock.Instant) -> [Int] {
      guard let index = running.firstIndex(where: { $0.key == key }) else { return [] }
      let entry = running.remove(at: index)
      if let text { recorded.append((key, entry.digest, text, now + .seconds(10))) }
      return entry.waiters
    }
  }
}

/// A small generator with a seed, so that a failing run can be repeated.
struct Chance: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
