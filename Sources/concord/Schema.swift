internal import ContractChecks

extension Command {
  /// `concord schema`
  static let schema = Command(
    name: "schema", summary: "Prints the JSON Schema of contracts, for editors.",
    help: """
      usage: concord schema

      Prints a JSON Schema (2020-12) for the files of entities, services and types and for package.yaml: editors then
      complete keys and mark what is misspelt while you type. It knows the keys that 'concord check' knows; what needs the
      whole package (unknown types, clashes) is the check's.

      Save it beside the contracts, and begin each file with the line that yaml-language-server looks for, or name the
      schema once in the editor's settings:

        # yaml-language-server: $schema=concord.schema.json

      Example: concord schema > contracts/concord.schema.json

      Exit status: 0 all is well, 2 the command line is wrong.
      """
  ) { arguments in
    do throws(Arguments.Failure) {
      let paths = try Arguments(arguments).paths
      guard paths.isEmpty else { throw Arguments.Failure(message: "there is one schema; '\(paths[0])' names nothing") }
    } catch {
      return usage("schema", error.message)
    }
    Terminal.output(String(ContractSchema.text.dropLast()))
    return ExitStatus.success
  }
}
