extension Rule {
  static let unusedImport = Rule("unused-import", "What is imported is used.", severity: .warning) { packages in
    packages.flatMap { $0.contracts.flatMap { $0.imports } }.filter { !$0.isUsed }.map {
      Finding($0.position, "nothing of '\($0.written)' is used here", suggestion: "leave the import out")
    }
  }

  static let retryNotIdempotent = Rule(
    "retry-not-idempotent", "Only what may safely be sent twice is retried.", severity: .warning
  ) { packages in
    packages.flatMap { package in
      package.contracts.flatMap { ($0.group?.operations ?? []).filter { $0.retry != nil && !$0.isIdempotent } }
    }.map {
      Finding(
        $0.position, "'\($0.name)' is not idempotent, so it is never retried",
        suggestion: "add 'idempotent: true' or leave 'retry' out")
    }
  }
}
