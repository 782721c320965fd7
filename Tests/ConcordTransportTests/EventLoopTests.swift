import ConcordTransport
import Glibc
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(1)))
struct EventLoopTests {
  @Test func workOfOneThreadRunsInItsOrder() async throws {
    try await withLoops { group in
      let loop = group.next()
      let order = Mutex<[Int]>([])
      for i in 0..<10_000 { loop.execute { order.withLock { $0.append(i) } } }
      try await eventually("all ran") { order.withLock { $0.count } == 10_000 }
      #expect(order.withLock { $0 } == Array(0..<10_000))
    }
  }

  @Test func aTaskStaysOnItsLoopAcrossCallsSleepsAndGroups() async throws {
    try await withLoops(2) { group in
      let loop = group.loops[1]
      let stayed = await Task(executorPreference: loop) {
        var stayed = [loop.isCurrent]
        try? await Task.sleep(for: .milliseconds(5))
        stayed.append(loop.isCurrent)
        await Plain().call()
        stayed.append(loop.isCurrent)
        stayed += await withTaskGroup(of: Bool.self) { group in
          for _ in 0..<3 { group.addTask { loop.isCurrent } }
          return await group.reduce(into: []) { $0.append($1) }
        }
        return stayed
      }.value
      #expect(stayed == [Bool](repeating: true, count: 6))
      #expect(!loop.isCurrent)
    }
  }

  @Test func anActorLivesOnTheLoop() async throws {
    try await withLoops { group in
      let resident = Resident(group.next())
      await withTaskGroup(of: Void.self) { tasks in
        for _ in 0..<100 { tasks.addTask { await resident.visit() } }
      }
      #expect(await resident.visits == 100)
      #expect(await resident.wasAlwaysHome)
      // And from the loop itself, where the call needs no hop.
      await Task(executorPreference: group.next()) { await resident.visit() }.value
      #expect(await resident.visits == 101)
    }
  }

  @Test func jobsThatEnqueueJobsDoNotStarveTheSockets() async throws {
    try await withServer(accept: { _ in .accept(handler: echo()) }) { server, group in
      let stop = Atomic<Bool>(false)
      @Sendable func again(_ loop: EventLoop) {
        if !stop.load(ordering: .relaxed) { loop.execute { again(loop) } }
      }
      again(group.loops[0])
      let peer = try RawPeer(port: server.port)
      #expect(peer.upgrade().contains("101"))
      peer.send(.text, "hello")
      #expect(peer.receive() == serverFrame(.text, "hello"))
      stop.store(true, ordering: .relaxed)
    }
  }

  @Test func timersFireInTheOrderOfTheirDeadlinesAndNotWhenCancelled() async throws {
    try await withLoops { group in
      let loop = group.next()
      let start = ContinuousClock.now
      let fired = FiredTimers()
      var cancelled: [LoopTimer] = []
      for i in [5, 1, 4, 2, 3] {
        fired.schedule(on: loop, after: .milliseconds(20 * i))
        cancelled.append(loop.schedule(after: .milliseconds(20 * i)) { Issue.record("a cancelled timer fired") })
      }
      for timer in cancelled { timer.cancel() }
      try await eventually("five fired") { fired.count >= 5 }
      #expect(ContinuousClock.now - start >= .milliseconds(100))
      #expect(fired.areInOrder)
    }
  }

  @Test func manyTimersMostlyCancelled() async throws {
    try await withLoops { group in
      let loop = group.next()
      let fired = FiredTimers()
      loop.execute {
        for i in 0..<2000 {
          if i % 10 == 0 {
            fired.schedule(on: loop, after: .milliseconds(i % 50))
          } else {
            loop.schedule(after: .milliseconds(i % 50)) { Issue.record("a cancelled timer fired") }.cancel()
          }
        }
      }
      try await eventually("200 fired") { fired.count == 200 }
      #expect(fired.areInOrder)
    }
  }

  @Test func offloadedWorkRunsElsewhereAndComesBack() async throws {
    try await withLoops { group in
      let loop = group.next()
      let result = try await Task(executorPreference: loop) {
        let elsewhere = try await loop.offload { !loop.isCurrent }
        return elsewhere && loop.isCurrent
      }.value
      #expect(result)
      await #expect(throws: TransportError(.other, "no")) {
        try await loop.offload { throw TransportError(.other, "no") }
      }
    }
  }

  @Test func nothingIsLostAtShutdown() async throws {
    let group = try EventLoopGroup(count: 2)
    let ran = Count()
    let started = Count()
    let threads = (0..<4).map { i in
      Task.detached {
        for k in 0..<5_000 {
          group.loops[(i + k) % 2].execute { ran.add() }
          started.add()
        }
      }
    }
    try await eventually("work is coming in") { started.value > 2_000 }
    await group.shutdown()
    for thread in threads { await thread.value }
    // Work given before, while and after the loops ended.
    try await eventually("all ran") { ran.value == 20_000 }
  }

  /// Each of them may start a thread, and the one before must have let go of the loop by then.
  @Test func jobsAfterShutdownRunOneAtATime() async throws {
    let group = try EventLoopGroup(count: 1)
    let loop = group.next()
    await group.shutdown()
    let together = Count()
    let (begun, done) = (Count(), Count())
    let threads = (0..<4).map { _ in
      Task.detached {
        for _ in 0..<2_000 {
          loop.execute {
            begun.add()
            if begun.value != done.value + 1 { together.add() }
            done.add()
          }
          await Task.yield()
        }
      }
    }
    for thread in threads { await thread.value }
    try await eventually("all ran") { done.value == 8_000 }
    #expect(together.value == 0)
  }

  @Test func tasksOfALoopThatWasShutDownStillEnd() async throws {
    let group = try EventLoopGroup(count: 1)
    let loop = group.next()
    let resident = Resident(loop)
    let sleeper = Task(executorPreference: loop) {
      try? await Task.sleep(for: .milliseconds(100))
      await resident.visit()
      return loop.isCurrent
    }
    try await Task.sleep(for: .milliseconds(20))
    await group.shutdown()
    #expect(await sleeper.value)
    #expect(await resident.visits == 1)
    #expect(try await loop.offload { 42 } == 42)
    await group.shutdown()
  }
}

private actor Plain {
  func call() {}
}

private actor Resident {
  private let loop: EventLoop
  var visits = 0
  var wasAlwaysHome = true

  init(_ loop: EventLoop) { self.loop = loop }

  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.serialExecutor.asUnownedSerialExecutor() }

  func visit() {
    visits += 1
    wasAlwaysHome = wasAlwaysHome && loop.isCurrent
  }
}

/// Which timers fired, and when each had to: however long scheduling takes on a busy machine, a deadline lies between
/// the times before and after the call, the delay added.
private final class FiredTimers: Sendable {
  private struct State {
    var deadlines: [ClosedRange<ContinuousClock.Instant>] = []
    var fired: [Int] = []
  }

  private let state = Mutex(State())

  var count: Int { state.withLock { $0.fired.count } }

  func schedule(on loop: EventLoop, after delay: Duration) {
    // The lock is held while scheduling, so that no timer fires before its deadline is noted.
    state.withLock { state in
      let number = state.deadlines.count
      let before = ContinuousClock.now + delay
      loop.schedule(after: delay) { self.state.withLock { $0.fired.append(number) } }
      state.deadlines.append(before...(.now + delay))
    }
  }

  /// True when none fired before one whose deadline was surely earlier.
  var areInOrder: Bool {
    state.withLock { state in
      var latest: ContinuousClock.Instant?
      for number in state.fired {
        let deadline = state.deadlines[number]
        if let latest, deadline.upperBound < latest { return false }
        latest = max(latest ?? deadline.lowerBound, deadline.lowerBound)
      }
      return true
    }
  }
}
