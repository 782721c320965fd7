import ConcordCore
import Glibc
import Synchronization
import Testing

@testable import ConcordAuth

@Suite struct PasswordTests {
  @Test func hashesAreArgon2idWithTheirCosts() async throws {
    let hash = try PasswordHash.make("correct horse battery", .least)
    #expect(hash.hasPrefix("$argon2id$v=19$m=8,t=1,p=1$"))
    #expect(try PasswordHash.verify("correct horse battery", hash))
    #expect(try !PasswordHash.verify("correct horse batter", hash))
    #expect(try !PasswordHash.verify("", hash))
    #expect(try PasswordHash.make("correct horse battery", .least) != hash, "the salt is new each time")
  }

  @Test func theDefaultIsWhatTheLibraryAdvises() throws {
    let hash = try PasswordHash.make("correct horse battery", SignInOptions().passwordCost)
    #expect(hash.hasPrefix("$argon2id$v=19$m=65536,t=2,p=1$"))
  }

  /// Made by the reference implementation: `argon2 saltsaltsalt -id -t 3 -m 12 -p 1 -e`.
  @Test func hashesOfOthersAreUnderstood() throws {
    let hash = "$argon2id$v=19$m=4096,t=3,p=1$c2FsdHNhbHRzYWx0$jQ2VlQb6vmVzlZCNvmoZhH3Ajx2M9vYLSG68Td5Rr5E"
    #expect(try PasswordHash.verify("correct horse battery", hash))
    #expect(try !PasswordHash.verify("correct horse batter", hash))
    #expect(PasswordHash.isOutdated(hash, .least))
  }

  @Test func aTextThatIsNoHashFitsNoPassword() throws {
    for text in ["", "x", "$argon2id$", String(repeating: "$", count: 500)] {
      #expect(try !PasswordHash.verify("", text))
    }
  }

  @Test func nobodyIsVerifiedWithoutAnAccount() async throws {
    let hasher = try PasswordHasher(.least, running: 1, waiting: 1)
    #expect(try await !hasher.verify("", against: nil))
    #expect(try await !hasher.verify("correct horse battery", against: nil))
    let hash = try await hasher.hash("correct horse battery")
    #expect(try await hasher.verify("correct horse battery", against: hash))
    #expect(!hasher.isOutdated(hash))
    #expect(try PasswordHasher(PasswordCost(passes: 2, memoryBytes: 8192), running: 1, waiting: 1).isOutdated(hash))
  }

  /// More memory than there is address space for: the password was not looked at, so it is not called wrong.
  @Test func withoutMemoryTheServerIsOverloaded() async throws {
    #expect(
      await code { _ = try PasswordHash.make("x", PasswordCost(passes: 1, memoryBytes: 4_398_046_510_080)) }
        == .overloaded)
  }
}

@Suite struct HeavyWorkTests {
  /// A door that work waits at.
  private final class Door: Sendable {
    private let state = Mutex((isOpen: false, waiting: 0, most: 0))
    var waiting: Int { state.withLock { $0.waiting } }
    var most: Int { state.withLock { $0.most } }
    func open() { state.withLock { $0.isOpen = true } }
    func pass() {
      state.withLock {
        $0.waiting += 1
        $0.most = max($0.most, $0.waiting)
      }
      while !state.withLock({ $0.isOpen }) { sched_yield() }
      state.withLock { $0.waiting -= 1 }
    }
  }

  @Test func onlySoManyRunAndOnlySoManyWait() async throws {
    let work = HeavyWork(running: 2, waiting: 3)
    let door = Door()
    let outcomes = await withTaskGroup(of: ErrorCode?.self) { group in
      for _ in 0..<9 { group.addTask { await code { try await work.run { () throws(ConcordError) in door.pass() } } } }
      var outcomes: [ErrorCode?] = []
      // Two at the door, three behind them: the other four hear at once.
      for _ in 0..<4 { outcomes.append(await group.next() ?? nil) }
      // A thread that was started may not have come to it yet.
      for _ in 0..<10_000 where door.waiting < 2 { try? await Task.sleep(for: .milliseconds(1)) }
      door.open()
      for await outcome in group { outcomes.append(outcome) }
      return outcomes
    }
    #expect(outcomes.prefix(4).allSatisfy { $0 == .overloaded })
    #expect(outcomes.dropFirst(4).allSatisfy { $0 == nil })
    #expect(door.most == 2)
  }

  @Test func oneNetworkLeavesRoomForOthers() async throws {
    let work = HeavyWork(running: 2, waiting: 3, perPeer: 2)
    let door = Door()
    // Were all let in, nobody would hear anything before the door opens.
    let rescue = Task {
      try? await Task.sleep(for: .seconds(30))
      door.open()
    }
    defer { rescue.cancel() }
    let outcomes = await withTaskGroup(of: ErrorCode?.self) { group in
      @Sendable func pass(_ peer: String) async -> ErrorCode? {
        await code { try await work.run(for: PeerNetwork(peer)) { () throws(ConcordError) in door.pass() } }
      }
      for _ in 0..<5 { group.addTask { await pass("192.0.2.1") } }
      var outcomes: [ErrorCode?] = []
      for _ in 0..<3 { outcomes.append(await group.next() ?? nil) }
      group.addTask { await pass("192.0.2.2") }
      group.addTask { await pass("192.0.2.2") }
      group.addTask { await pass("192.0.2.2") }
      outcomes.append(await group.next() ?? nil)
      door.open()
      for await outcome in group { outcomes.append(outcome) }
      return outcomes
    }
    #expect(outcomes.prefix(4).allSatisfy { $0 == .overloaded })
    #expect(outcomes.dropFirst(4).allSatisfy { $0 == nil })
    #expect(await code { try await work.run(for: PeerNetwork("192.0.2.1")) { () throws(ConcordError) in } } == nil)
  }

  @Test func errorsComeBack() async throws {
    let work = HeavyWork(running: 1, waiting: 0)
    for _ in 0..<100 {
      #expect(
        await code { try await work.run { () throws(ConcordError) in throw ConcordError(.notFound, "") } } == .notFound)
    }
  }
}
