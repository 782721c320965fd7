internal import ContractChecks
internal import ContractEmitters

extension Command {
  /// `concord docs`
  static let docs = Command(
    name: "docs",
    summary: "Checks contracts and writes documents about them: Markdown, AsyncAPI, OpenAPI, JSON Schema.",
    help: """
      usage: concord docs --output FOLDER [--format markdown|asyncapi|openapi|jsonschema|all] [--templates FOLDER] [--quiet]
                          PATH…

      Writes about the packages at each PATH

        markdown    README.md, PACKAGE/README.md with the tree of entities, and a page per contract: fields, types,
                    operations with a diagram of each, events
        asyncapi    PACKAGE.asyncapi.yaml: topics, messages and payloads of the WebSocket in AsyncAPI 3.0
        openapi     PACKAGE.openapi.yaml: the operations with 'http' in OpenAPI 3.1; a package without one has no such file
        jsonschema  PACKAGE.schema.json: every type and payload in JSON Schema 2020-12

      A file whose text would not change is left alone. What an earlier run wrote and this one does not is removed, unless
      somebody has changed it: '.concord-files' in the folder lists what is ours. So give all packages that share a folder
      in one run. Nothing is written when a contract has an error.

      --output FOLDER     where the documents go; made when it is missing
      --format FORMAT     what to write; markdown if it is left out
      --templates FOLDER  templates that replace built-in ones: FOLDER/FORMAT/NAME.mustache
      --quiet             say nothing when all is well

      Example: concord docs --output site --format all contracts

      Exit status: 0 all is well, 1 a contract or a template has an error, or a file cannot be written, 2 the command line
      is wrong.
      """
  ) { arguments in
    let options: Arguments
    let output: String
    let formats: [DocumentGenerator.Format]
    do throws(Arguments.Failure) {
      options = try Arguments(arguments, options: ["--output", "--format", "--templates"], flags: ["--quiet"])
      guard let folder = options["--output"] else { throw Arguments.Failure(message: "--output FOLDER is missing") }
      guard !options.paths.isEmpty else { throw Arguments.Failure(message: "a PATH is missing") }
      output = folder
      formats = try documentFormats(options["--format"] ?? "markdown")
    } catch {
      Terminal.error("concord docs: \(error.message)\n'concord help docs' tells how to call it")
      return ExitStatus.usage
    }
    let (packages, diagnostics) = Progress.show("checking") { load(options.paths) }
    Terminal.error(DiagnosticsReport.text(diagnostics))
    guard !diagnostics.hasErrors else { return ExitStatus.failure }
    do {
      let generator = try DocumentGenerator(formats: formats, templates: options["--templates"])
      let done = try Progress.show("writing documents") {
        Swift.Result { try generator.generate(packages, into: output) }
      }.get()
      if !options.has("--quiet") {
        Terminal.output(
          "\(done.packages) package\(done.packages == 1 ? "" : "s"): \(done.written) files written, "
            + "\(done.unchanged) unchanged, \(done.removed) removed")
        for name in done.kept { Terminal.output("\(name) is no longer made; it was changed by hand, so it stays") }
        if !done.withoutHTTP.isEmpty {
          Terminal.output("no OpenAPI, because no operation has 'http': \(done.withoutHTTP.joined(separator: ", "))")
        }
      }
      return ExitStatus.success
    } catch {
      Terminal.error("\(error)")
      return ExitStatus.failure
    }
  }

  private static func documentFormats(_ name: String) throws(Arguments.Failure) -> [DocumentGenerator.Format] {
    if name == "all" { return DocumentGenerator.Format.allCases }
    guard let format = DocumentGenerator.Format(rawValue: name) else {
      let names = DocumentGenerator.Format.allCases.map(\.rawValue) + ["all"]
      let hint = NearestName.suggestion(for: name, among: names).map { "; " + $0 } ?? ""
      throw Arguments.Failure(
        message: "there is no format '\(name)'\(hint); there are \(names.joined(separator: ", "))")
    }
    return [format]
  }
}
