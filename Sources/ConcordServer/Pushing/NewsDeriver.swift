import ConcordCore

/// Makes events of commits: for those who listen as they happen, and for those who ask later what they missed.
struct NewsDeriver: Sendable {
  let epoch: String
  let audiences: Audiences
  let namespaces: ServedNamespaces

  func push(of commit: Commit) -> Push {
    Push(
      commit.changes.flatMap { parts($0, commit) }, offset: commit.offset, reply: commit.cause.reply, delivery: .every)
  }

  /// The events of a change. One that gives an entity to another owner is a deletion to the old one and a creation to
  /// the new.
  private func parts(_ change: Change, _ commit: Commit) -> [PushPart] {
    let mask = namespaces.mask(of: change.path.entity)
    func part(_ change: Change, _ audience: Audience, isNews: Bool = false) -> PushPart {
      let news = News(
        id: .make(), content: .change(change, offset: commit.offset), cause: commit.cause.message, epoch: epoch)
      return PushPart(news, audience, mask, isNews: isNews)
    }
    guard let (kind, rule) = audiences.rule(of: change.path.entity) else { return [part(change, .everybody)] }
    guard let rule = rule.owner else { return [part(change, .readers(kind: kind, owner: nil))] }
    let before = change.previous.flatMap { rule.owner(of: $0) }
    switch change.action {
    case .created(let json): return [part(change, .readers(kind: kind, owner: rule.owner(of: json)))]
    case .deleted: return [part(change, .readers(kind: kind, owner: before))]
    case .updated(let json):
      let now = rule.owner(of: json)
      if now == before { return [part(change, .readers(kind: kind, owner: now))] }
      var parts = [part(change, .others(kind: kind))]
      if let before {
        let gone = Change(path: change.path, revision: change.revision, action: .deleted)
        parts.append(part(gone, .owner(kind: kind, before), isNews: true))
      }
      if let now {
        let new = Change(path: change.path, revision: change.revision, action: .created(json: json))
        parts.append(part(new, .owner(kind: kind, now)))
      }
      return parts
    }
  }
}
