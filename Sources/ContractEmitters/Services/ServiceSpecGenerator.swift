import ContractChecks
public import ContractModel

/// From checked packages to service specs and manifests in a folder: what `concord spec` does.
public struct ServiceSpecGenerator {
  /// What there is for a service.
  public enum Format: String, Sendable, CaseIterable {
    /// `<service>.service.json`: the document `concord/service/v1`.
    case service
    /// `<service>.k8s.yaml`: Deployment, Service and HorizontalPodAutoscaler.
    case kubernetes

    /// What the names of its files end in.
    var ending: String { self == .service ? ".service.json" : ".k8s.yaml" }
  }

  /// What a run did.
  public struct Summary: Sendable, Equatable {
    public let services: Int
    public let written: Int
    public let unchanged: Int
    public let removed: Int
    /// What earlier runs wrote, nobody needs any more, and somebody has changed since.
    public let kept: [String]
    /// The services that have no manifests, because they have no image.
    public let withoutImage: [String]
  }

  private let formats: [Format]
  private let templates: TemplateSet

  /// - Parameters:
  ///   - formats: what to write.
  ///   - templates: a folder whose `kubernetes/*.mustache` replace built-in templates of the same name.
  /// - Throws: `TemplateError`
  public init(formats: [Format] = Format.allCases, templates: String?) throws(TemplateError) {
    self.formats = formats
    self.templates = try TemplateSet(folder: templates, output: "kubernetes")
  }

  /// The files of a contract: none without a `deployment:` section.
  ///
  /// - Parameter path: the contract's path below the folder that is generated from, for the head of the manifests.
  /// - Throws: `TemplateError`
  public func files(of contract: Contract, path: String) throws(TemplateError) -> [GeneratedFile] {
    guard let spec = contract.deployment?.spec else { return [] }
    var files: [GeneratedFile] = []
    if formats.contains(.service) {
      files.append(GeneratedFile(name: spec.serviceId + Format.service.ending, text: spec.document))
    }
    if formats.contains(.kubernetes), let plan = KubernetesPlan(spec) {
      var documents = [try templates.render("deployment", plan.deployment)]
      if let service = plan.service { documents.append(try templates.render("service", service)) }
      if let autoscaler = plan.autoscaler { documents.append(try templates.render("autoscaler", autoscaler)) }
      // A section that ends a template leaves an empty line.
      let texts = documents.map { text in String(text[...(text.lastIndex { $0 != "\n" } ?? text.startIndex)]) }
      let file = try templates.render(
        "file", ["source": .text(DocComment.line(path)), "documents": .list(texts.map { ["text": .text($0)] })])
      files.append(GeneratedFile(name: spec.serviceId + Format.kubernetes.ending, text: file))
    }
    return files
  }

  /// Writes into a folder; files whose text would not change are left alone, and what an earlier run wrote and this one
  /// does not is removed.
  ///
  /// - Parameter roots: the folders that were given; the heads of manifests name paths below them.
  /// - Throws: `TemplateError` or `OutputError`
  public func generate(_ packages: [ContractPackage], roots: [String], into folder: String) throws -> Summary {
    let contracts = packages.flatMap(\.contracts).filter { $0.deployment != nil }
    var files: [GeneratedFile] = []
    for contract in contracts {
      files += try self.files(of: contract, path: SwiftGenerator.relative(contract.file, to: roots))
    }
    let outputs = formats.map { format in
      (output: format.rawValue, files: files.filter { $0.name.hasSuffix(format.ending) })
    }
    let result = try ListedFolder(path: folder).write(outputs)
    let bare = contracts.compactMap(\.deployment).filter { $0.image == nil }.map(\.service.value)
    return Summary(
      services: contracts.count, written: result.written, unchanged: result.unchanged, removed: result.removed,
      kept: result.kept, withoutImage: formats.contains(.kubernetes) ? bare : [])
  }
}
