/// The reference of the command line, `docs/cli.md`: the help texts as they are, so that page and program cannot differ.
enum HelpPage {
  /// The page in Markdown.
  static func markdown(_ commands: [Command], overview: String) -> String {
    let parts = commands.map { "## `concord \($0.name)`\n\n```text\n\($0.help)\n```" }
    return """
      # The command line

      This page is what `concord help --markdown` prints; `concord help COMMAND` and `concord COMMAND --help` show its parts.

      ```text
      \(overview)
      ```

      Findings and everything else that is wrong go to standard error, results to standard output. There are no colours, so
      there is nothing for `NO_COLOR` to switch off. On a terminal, work of more than a second counts its seconds on standard
      error; in pipes and in CI nothing does.

      \(parts.joined(separator: "\n\n"))

      ## The canonical layout

      What `concord format` writes:

      - The outermost keys in the order of [the language](contract-language/README.md#files): `concord`, `import`, `entity` or
        `service`, `summary`, `parent`, `key`, `plural`, `onDelete`, `fields`, `types`, `operations`, `events`, `subscribe`,
        `notify`, `deployment`, then others in the order in which the file has them. A file with anchors keeps its order.
      - Two blanks for each level, lists below their key too; one blank line at most, and one before `fields`, `types`,
        `operations`, `events` and `deployment` when they have lines of their own.
      - `{ a: b, c: d }` and `[a, b]`; a bracket's lines hang from it or are indented below it, as the author began.
      - Values below `fields` stand below one another, paragraph by paragraph. Elsewhere more than one blank behind a colon
        stays if it puts the value below that of a neighbour with a longer key.
      - Quotes only where some reader of YAML would take the text for something else, double ones where they do. A type
        that ends in `?` needs them inside braces and so keeps them everywhere.
      - A remark on its own line stays above what it stands above; those behind lines stay below one another, two blanks
        behind the longest line at least.

      The result is read again before it is written: a file that would say something else, or has lost a remark, is left as
      it is. So are files with errors in their YAML, keys behind `?`, directives, and block texts with a number behind `|`.
      """
  }
}
