extension Rule {
  static let namespaceClash = Rule("namespace-clash", "The socket namespaces of one run have different paths.") {
    packages in
    var paths = Claims()
    for package in packages {
      for contract in package.contracts {
        guard let namespace = contract.namespace else { continue }
        paths.claim(
          namespace.path, for: "the file '\(contract.path)'", at: namespace.position, kind: "path",
          suggestion: "move the events into one file")
      }
    }
    return paths.findings
  }
}
