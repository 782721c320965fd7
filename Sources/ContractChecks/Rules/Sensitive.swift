extension Rule {
  static let sensitiveKey = Rule("sensitive-key", "A key, which stands in paths and logs, is not sensitive.") {
    packages in
    entities(packages).filter { $0.key.isSensitive }.map {
      Finding($0.key.position, "the key '\($0.key.name)' stands in paths and cannot be sensitive")
    }
  }

  static let sensitiveDefault = Rule("sensitive-default", "A sensitive field has no default.") { packages in
    fields(packages).filter { $0.isSensitive && $0.defaultValue != nil }.map {
      Finding(
        $0.defaultPosition ?? $0.position, "the default of '\($0.name)' would stand in the contract for all to read",
        suggestion: "make it optional and let the server set it")
    }
  }

  static let sensitiveList = Rule("sensitive-list", "Lists neither filter nor sort by a sensitive field.") { packages in
    packages.lazy.flatMap(\.contracts).flatMap { contract -> [Finding] in
      let secret = Set((contract.entity?.fields ?? []).lazy.filter { $0.isSensitive }.map(\.name))
      return secret.isEmpty
        ? []
        : (contract.group?.operations ?? []).flatMap { operation in
          let used = (operation.list?.filter ?? []) + (operation.list?.sort ?? [])
          return used.filter(secret.contains).map {
            Finding(operation.position, "'\(operation.name)' uses '\($0)', which is sensitive and could be guessed so")
          }
        }
    }
  }
}
