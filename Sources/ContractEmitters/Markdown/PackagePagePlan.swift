import ContractModel

/// The plans of `package.mustache` and `index.mustache`: the pages that lead to the others.
struct PackagePagePlan {
  let package: ContractPackage
  let types: MarkdownTypes

  var value: TemplateValue {
    let entities = package.entities
    let numbers = Dictionary(entities.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { one, _ in one })
    let edges = entities.compactMap { entity -> TemplateValue? in
      guard let parent = entity.parent.flatMap({ numbers[$0] }), let child = numbers[entity.name] else { return nil }
      return ["parent": .text(String(parent)), "child": .text(String(child))]
    }
    return [
      "package": .text(MarkdownText.paragraph(package.name)),
      "version": .text(MarkdownText.paragraph(package.documentedVersion)),
      "hasEntities": .flag(!entities.isEmpty),
      "nodes": .list(
        entities.enumerated().map { ["number": .text(String($0)), "label": .text(MermaidText.label($1.name))] }),
      "edges": .list(edges),
      "contracts": .list(package.contracts.map(row)),
    ]
  }

  private func row(_ contract: Contract) -> TemplateValue {
    let kinds: [Contract.Kind: String] = [
      .entity: "entity", .service: "service", .namespace: "namespace", .server: "server", .types: "types",
    ]
    let name =
      contract.entity?.name ?? contract.group?.name ?? contract.namespace?.path ?? contract.server?.name
      ?? contract.name
    let summary =
      contract.entity?.summary ?? contract.group?.summary ?? contract.namespace?.summary ?? contract.server?.summary
    return [
      "name": .text(MarkdownText.cell(name)), "page": .text(MarkdownTypes.page(of: contract)),
      "kind": .text(kinds[contract.kind] ?? ""),
      "operations": .text(
        (contract.group?.operations ?? []).map { MarkdownText.code($0.name) }.joined(separator: ", ")),
      "meaning": .text(FieldRows.meaning(summary, contract.group?.lifecycle ?? Lifecycle())),
    ]
  }
}
