/// The topics: what stands before the colon is the group, an entity or a service; behind it snake case.
public enum Topics {
  /// The topic of an entity's operation: `account:create_account`, `account:get_accounts`, `tenant:invite_user`.
  ///
  /// - Parameters:
  ///   - kind: The operation's kind.
  ///   - name: Its name in the contract.
  ///   - entity: The entity's wire name.
  ///   - plural: The entity's plural.
  public static func operation(_ kind: OperationModel.Kind, name: String, entity: String, plural: String) -> String {
    if kind == .list { return "\(entity):get_\(Words(plural).snake)" }
    let words = Words(name)
    return words.words.count > 1 ? "\(entity):\(words.snake)" : "\(entity):\(words.snake)_\(Words(entity).snake)"
  }

  /// The topic of a service's operation: `marketplace:get_items`, `marketplace:search`.
  public static func operation(name: String, service: String) -> String { "\(service):\(Words(name).snake)" }

  /// The topic of a pushed event: `service:deleted`, `account:status_changed`.
  public static func event(name: String, group: String) -> String { "\(group):\(Words(name).snake)" }
}
