import Testing

@testable import ConcordEntities

/// The order and the limits of reactions, as a value.
@Suite struct ReactionQueueTests {
  private typealias Queue = ReactionQueue<String>

  /// A queue that notes what it does, since expectations cannot change what they look at.
  private struct Tried {
    var queue: Queue

    init(capacity: Int, width: Int) { queue = Queue(capacity: capacity, width: width) }

    mutating func add(_ work: [String], to lane: Queue.Lane) -> [Bool] {
      work.map { queue.add($0, to: lane) }
    }

    mutating func next(_ count: Int = 1) -> [String?] { (0..<count).map { _ in queue.next()?.work } }
  }

  private func lane(_ reaction: Int, _ subject: String) -> Queue.Lane {
    Queue.Lane(reaction: reaction, subject: subject)
  }

  @Test func aLaneRunsOneAtATimeAndInOrder() {
    var tried = Tried(capacity: 10, width: 4)
    var results = tried.add(["a1", "a2", "a3"], to: lane(1, "a"))
    results += tried.add(["b1"], to: lane(1, "b")) + tried.add(["c1"], to: lane(2, "a"))
    #expect(results == [true, true, true, true, true])
    var work = tried.next(4)
    #expect(work == ["a1", "b1", "c1", nil] && tried.queue.count == 2)
    tried.queue.finish(lane(1, "b"))
    work = tried.next()
    #expect(work == [nil])
    tried.queue.finish(lane(1, "a"))
    work = tried.next()
    #expect(work == ["a2"])
    tried.queue.finish(lane(1, "a"))
    results = tried.add(["a4"], to: lane(1, "a"))
    work = tried.next()
    tried.queue.finish(lane(1, "a"))
    work += tried.next()
    tried.queue.finish(lane(1, "a"))
    #expect(results == [true] && work == ["a3", "a4"] && !tried.queue.isIdle)
    tried.queue.finish(lane(2, "a"))
    work = tried.next()
    #expect(tried.queue.isIdle && work == [nil])
  }

  @Test func noMoreLanesRunThanMay() {
    var tried = Tried(capacity: 10, width: 2)
    for number in 1...4 { _ = tried.add(["\(number)"], to: lane(number, "")) }
    var work = tried.next(3)
    #expect(work == ["1", "2", nil])
    tried.queue.finish(lane(2, ""))
    work = tried.next(2)
    #expect(work == ["3", nil])
  }

  @Test func noMoreWaitsThanMay() {
    var tried = Tried(capacity: 2, width: 1)
    var results = tried.add(["1", "2", "3"], to: lane(1, ""))
    #expect(results == [true, true, false])
    let work = tried.next()
    results = tried.add(["4", "5"], to: lane(2, ""))
    #expect(work == ["1"] && results == [true, false])
    tried.queue.removeAll()
    #expect(tried.queue.count == 0 && !tried.queue.isIdle)
    tried.queue.finish(lane(1, ""))
    let none = tried.next()
    #expect(tried.queue.isIdle && none == [nil])
  }

  @Test func manyLanesKeepTheirTurn() {
    var queue = Queue(capacity: 10_000, width: 1)
    for number in 0..<3000 { _ = queue.add("\(number)", to: lane(number, "")) }
    var order: [String] = []
    while let (lane, work) = queue.next() {
      order.append(work)
      queue.finish(lane)
    }
    #expect(order == (0..<3000).map(String.init) && queue.isIdle)
  }
}
