/// Sees every plan that is printed while a closure runs: the tests compare `docs/templates.md` with them.
enum PlanRecorder {
  /// Takes the output, the template and the plan.
  @TaskLocal static var record: (@Sendable (_ output: String, _ template: String, _ plan: TemplateValue) -> Void)?
}
