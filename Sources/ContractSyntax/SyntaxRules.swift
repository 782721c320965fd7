/// The rules of the layer below the contract language: which YAML a contract may be written in.
public enum SyntaxRules {
  public static let encoding = DiagnosticRule("yaml-encoding", "A contract file is UTF-8 text.")
  public static let syntax = DiagnosticRule("yaml-syntax", "A contract file is well-formed YAML.")
  public static let document = DiagnosticRule("yaml-document", "A contract file holds exactly one YAML document.")
  public static let tag = DiagnosticRule("yaml-tag", "Contracts have no YAML tags.")
  public static let mergeKey = DiagnosticRule("yaml-merge-key", "Contracts have no merge keys.")
  public static let key = DiagnosticRule("yaml-key", "A key is plain or quoted text.")
  public static let alias = DiagnosticRule(
    "yaml-alias", "An alias names an anchor before it, and aliases do not multiply the file without bound.")
  public static let duplicateKey = DiagnosticRule("yaml-duplicate-key", "A mapping has each key once.")
  public static let limit = DiagnosticRule("yaml-limit", "A contract file stays within the limits of size and depth.")

  public static let all = [encoding, syntax, document, tag, mergeKey, key, alias, duplicateKey, limit]
}
