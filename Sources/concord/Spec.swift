internal import ContractChecks
internal import ContractEmitters

extension Command {
  /// `concord spec`
  static let spec = Command(
    name: "spec", summary: "Checks contracts and writes what a platform needs to run their services.",
    help: """
      usage: concord spec --output FOLDER [--format service|kubernetes] [--templates FOLDER] [--quiet] PATH…

      For each contract at each PATH that has a 'deployment:' section, writes

        SERVICE.service.json   the service spec, 'concord/service/v1'
        SERVICE.k8s.yaml       Kubernetes manifests: a Deployment, a Service if it has ports, and a HorizontalPodAutoscaler if
                               it scales; a service without an image has none

      A file whose text would not change is left alone. What an earlier run wrote and this one does not is removed, unless
      somebody has changed it: '.concord-files' in the folder lists what is ours. So give all contracts that share a folder
      in one run. Nothing is written when a contract has an error.

      --output FOLDER      where the files go; made when it is missing
      --format service     the service specs alone
      --format kubernetes  the manifests alone
      --templates FOLDER   templates that replace built-in ones: FOLDER/kubernetes/NAME.mustache; see docs/templates.md
      --quiet              say nothing when all is well

      A form filled in at run time becomes the same document: see ServiceSpecForm in the module DeploymentSpec.

      Example: concord spec --output deploy contracts

      Exit status: 0 all is well, 1 a contract or a template has an error, or a file cannot be written, 2 the command line
      is wrong.
      """
  ) { arguments in
    let options: Arguments
    let output: String
    let formats: [ServiceSpecGenerator.Format]
    do throws(Arguments.Failure) {
      options = try Arguments(arguments, options: ["--output", "--format", "--templates"], flags: ["--quiet"])
      guard let folder = options["--output"] else { throw Arguments.Failure(message: "--output FOLDER is missing") }
      guard !options.paths.isEmpty else { throw Arguments.Failure(message: "a PATH is missing") }
      output = folder
      if let name = options["--format"] {
        guard let format = ServiceSpecGenerator.Format(rawValue: name) else {
          throw Arguments.Failure(message: "--format is service or kubernetes")
        }
        formats = [format]
      } else {
        formats = ServiceSpecGenerator.Format.allCases
      }
    } catch {
      Terminal.error("concord spec: \(error.message)\n'concord help spec' tells how to call it")
      return ExitStatus.usage
    }
    let (packages, diagnostics) = Progress.show("checking") { load(options.paths) }
    Terminal.error(DiagnosticsReport.text(diagnostics))
    guard !diagnostics.hasErrors else { return ExitStatus.failure }
    do {
      let generator = try ServiceSpecGenerator(formats: formats, templates: options["--templates"])
      let done = try generator.generate(packages, roots: options.paths, into: output)
      if !options.has("--quiet") {
        let bare = done.withoutImage
        Terminal.output(
          "\(done.services) \(done.services == 1 ? "service" : "services"): \(done.written) files written, "
            + "\(done.unchanged) unchanged, \(done.removed) removed"
            + (bare.isEmpty ? "" : "; without manifests, because without an image: \(bare.joined(separator: ", "))"))
        for name in done.kept { Terminal.output("\(name) is no longer made; it was changed by hand, so it stays") }
      }
      return ExitStatus.success
    } catch {
      Terminal.error("\(error)")
      return ExitStatus.failure
    }
  }
}
