import ConcordClient
import ConcordCore
import SampleContracts
import Synchronization
import Testing

/// What happened to a tenant; titles tell its states apart.
enum TenantEvent: Sendable, Equatable {
  case created(String?)
  case updated(String?)
  case deleted

  var title: String?? {
    switch self {
    case .created(let title), .updated(let title): .some(title)
    case .deleted: nil
    }
  }
}

/// What one client was told of tenants, each one's in the order of telling.
final class TenantDiary: Sendable {
  private struct Entries: Sendable {
    var told: [String: [TenantEvent]] = [:]
    /// Told of before a commit had made it.
    var early: [String] = []
  }

  private let entries = Mutex(Entries())
  /// What the titles begin with that this client gives.
  let own: String

  init(_ number: Int) { own = "\(number)-" }

  func listen(to client: ConcordClient, _ store: WitnessStore) {
    let events = client.events.tenant.subscribe
    _ = events.created { self.note(.created($0.title), $0.name, store) }
    _ = events.updated { self.note(.updated($0.title), $0.name, store) }
    _ = events.deleted { self.note(.deleted, $0.path.segments[0].key, store) }
  }

  private func note(_ event: TenantEvent, _ name: String, _ store: WitnessStore) {
    let isEarly = !store.history(of: name).contains { $0 == event || event.isState(of: $0) }
    entries.withLock { entries in
      entries.told[name, default: []].append(event)
      if isEarly { entries.early.append("\(name): \(event) before its commit") }
    }
  }

  /// What is wrong with what was told: each tenant is created, then changes as it did in the store, then is deleted. States
  /// may be left out, and no event comes twice. Who changes what somebody else has just created may hear of that first.
  ///
  /// - Parameter isOver: nothing is under way any more, so the last told is the last that happened.
  func flaws(against store: WitnessStore, isOver: Bool) -> [String] {
    let entries = entries.withLock { $0 }
    var flaws = entries.early
    for (name, told) in entries.told {
      if !isConsistent(told, store.history(of: name)) {
        flaws.append("\(name): told \(told), but it was \(store.history(of: name))")
      }
    }
    guard isOver else { return flaws }
    for (name, history) in store.histories {
      let told = entries.told[name]?.last
      // What came and went while nobody heard is nobody's news.
      if told == nil, history.last == .deleted { continue }
      if told.map({ $0 == history.last || $0.isState(of: history[history.count - 1]) }) != true {
        flaws.append("\(name): last told \(told.map { "\($0)" } ?? "nothing"), but it was \(history)")
      }
    }
    return flaws.sorted()
  }

  private func isConsistent(_ told: [TenantEvent], _ history: [TenantEvent]) -> Bool {
    var last = -1
    for (at, event) in told.enumerated() {
      guard let place = history.firstIndex(where: { $0 == event || event.isState(of: $0) }), place > last else {
        return false
      }
      last = place
      switch event {
      case .created: if at > 0 { return false }
      case .updated(let title): if at == 0, title?.hasPrefix(own) != true { return false }
      case .deleted: if at < told.count - 1 { return false }
      }
    }
    return true
  }
}

extension TenantEvent {
  /// Whether it tells of the state that the other one made: a client that was away may hear of a change as a creation.
  fileprivate func isState(of other: TenantEvent) -> Bool {
    guard let title else { return false }
    return other.title == .some(title)
  }
}

/// What clients asked for and what was acknowledged, of all of them together.
final class TenantLedger: Sendable {
  struct Entries: Sendable {
    /// Tenants whose creation was acknowledged, and whose deletion was; and those that were asked to go.
    var created: Set<String> = [], deleted: Set<String> = [], doomed: Set<String> = []
    /// Acknowledged changes.
    var titles: [(name: String, title: String)] = []
    /// Values that a client read and nobody had written.
    var wrong: [String] = []
  }

  private let entries = Mutex(Entries())

  func note(_ change: (inout Entries) -> Void) { entries.withLock { change(&$0) } }

  /// One of those that are there.
  func any(_ random: inout SeededRandom) -> String? {
    entries.withLock { $0.created.subtracting($0.deleted).sorted() }.randomElement(using: &random)
  }

  /// No acknowledged request was lost.
  func expectKept(in store: WitnessStore) async throws {
    let entries = entries.withLock { $0 }
    let names = Set(try await store.entities(of: "tenant", within: nil).entities.map { $0.path.segments[0].key })
    #expect(entries.created.subtracting(entries.doomed).isSubset(of: names))
    #expect(entries.deleted.isDisjoint(with: names))
    #expect(entries.titles.allSatisfy { store.history(of: $0.name).contains(.updated($0.title)) })
    #expect(entries.wrong == [])
  }
}
