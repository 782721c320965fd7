public import ContractModel

/// From checked packages to documents in a folder: what `concord docs` does.
public struct DocumentGenerator {
  /// What there is to write; the raw value is the folder of its templates.
  public enum Format: String, Sendable, CaseIterable {
    /// Pages for people: `README.md`, `<package>/README.md`, `<package>/<contract>.md`.
    case markdown
    /// `<package>.asyncapi.yaml`: the message dialect in AsyncAPI 3.0.
    case asyncapi
    /// `<package>.openapi.yaml`: the operations with `http` in OpenAPI 3.1.
    case openapi
    /// `<package>.schema.json`: every payload and type in JSON Schema 2020-12.
    case jsonschema
  }

  /// What a run did.
  public struct Summary: Sendable, Equatable {
    public let packages: Int
    public let written: Int
    public let unchanged: Int
    public let removed: Int
    /// What earlier runs wrote, nobody needs any more, and somebody has changed since.
    public let kept: [String]
    /// The packages that have no OpenAPI document, because no operation has `http`.
    public let withoutHTTP: [String]
  }

  private let formats: [Format]
  private let templates: [Format: TemplateSet]

  /// - Parameters:
  ///   - formats: what to write.
  ///   - templates: a folder whose `<format>/*.mustache` replace built-in templates of the same name.
  /// - Throws: `TemplateError`
  public init(formats: [Format], templates folder: String?) throws(TemplateError) {
    self.formats = formats
    var sets: [Format: TemplateSet] = [:]
    for format in formats { sets[format] = try TemplateSet(folder: folder, output: format.rawValue) }
    templates = sets
  }

  /// The files of a format, in the order of the packages.
  ///
  /// - Throws: `TemplateError`
  public func files(_ format: Format, of packages: [ContractPackage]) throws(TemplateError) -> [GeneratedFile] {
    guard let set = templates[format] else { return [] }
    var files: [GeneratedFile] = []
    if format == .markdown, !packages.isEmpty {
      files.append(GeneratedFile(name: "README.md", text: try set.render("index", Self.index(packages))))
    }
    for package in packages {
      switch format {
      case .jsonschema:
        let text = try set.render("file", JSONSchemaPlan(package: package).value)
        files.append(GeneratedFile(name: "\(package.name).schema.json", text: text))
      case .asyncapi:
        let text = try set.render("file", AsyncAPIPlan(package, among: packages).value)
        files.append(GeneratedFile(name: "\(package.name).asyncapi.yaml", text: text))
      case .openapi:
        guard let plan = OpenAPIPlan(package, among: packages).value else { continue }
        files.append(GeneratedFile(name: "\(package.name).openapi.yaml", text: try set.render("file", plan)))
      case .markdown: files += try pages(of: package, set)
      }
    }
    return files
  }

  /// Writes into a folder; files whose text would not change are left alone, and what an earlier run wrote and this one
  /// does not is removed.
  ///
  /// - Throws: `TemplateError` or `OutputError`
  public func generate(_ packages: [ContractPackage], into folder: String) throws -> Summary {
    var outputs: [(output: String, files: [GeneratedFile])] = []
    for format in formats { outputs.append((format.rawValue, try files(format, of: packages))) }
    let result = try ListedFolder(path: folder).write(outputs)
    let bare =
      formats.contains(.openapi)
      ? packages.filter { package in
        !package.contracts.contains { $0.group?.operations.contains { $0.http != nil } == true }
      }.map(\.name) : []
    return Summary(
      packages: packages.count, written: result.written, unchanged: result.unchanged, removed: result.removed,
      kept: result.kept, withoutHTTP: bare)
  }

  private func pages(of package: ContractPackage, _ set: TemplateSet) throws(TemplateError) -> [GeneratedFile] {
    let types = MarkdownTypes(package)
    let children = package.childrenByParent
    var files = [
      GeneratedFile(
        name: "\(package.name)/README.md",
        text: Self.ended(try set.render("package", PackagePagePlan(package: package, types: types).value)))
    ]
    for contract in package.contracts {
      let operations = package.operations(of: contract, children: children)
      var flows: [String] = []
      for facts in operations {
        flows.append(Prose.trimmed(try set.render("flow", FlowPlan(facts: facts, names: types).value)))
      }
      let plan = ContractPagePlan(
        contract: contract, package: package, types: types,
        children: contract.entity.flatMap { children[$0.name] } ?? [],
        flows: flows, operations: operations)
      files.append(
        GeneratedFile(
          name: "\(package.name)/\(MarkdownTypes.page(of: contract))",
          text: Self.ended(try set.render("contract", plan.value))))
    }
    return files
  }

  /// The text with one line break at its end: the last section leaves an empty line.
  private static func ended(_ text: String) -> String {
    String(text[...(text.lastIndex { $0 != "\n" } ?? text.startIndex)]) + "\n"
  }

  private static func index(_ packages: [ContractPackage]) -> TemplateValue {
    [
      "packages": .list(
        packages.map { package in
          let operations = package.contracts.reduce(0) { $0 + ($1.group?.operations.count ?? 0) }
          return [
            "package": .text(MarkdownText.cell(package.name)), "folder": .text(package.name),
            "entities": .text(String(package.entities.count)),
            "services": .text(String(package.contracts.count { $0.kind == .service })),
            "operations": .text(String(operations)),
          ]
        })
    ]
  }
}
