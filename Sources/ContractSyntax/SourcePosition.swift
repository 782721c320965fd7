/// A place in a contract file: where a word begins, and where it ends if it ends on the same line.
///
/// Lines and columns count from 1; columns count characters (Unicode scalars), as libyaml and most editors do.
public struct SourcePosition: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The file as it was named to the loader.
  public var file: String
  public var line: Int
  public var column: Int
  /// The column after the last character; equal to `column` when the thing spans several lines or has no extent.
  public var endColumn: Int

  public init(file: String, line: Int = 1, column: Int = 1, endColumn: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.endColumn = endColumn ?? column
  }

  /// Orders by file, line and column, which is how diagnostics are printed.
  public static func < (a: SourcePosition, b: SourcePosition) -> Bool {
    (a.file, a.line, a.column, a.endColumn) < (b.file, b.line, b.column, b.endColumn)
  }

  /// `file:line:column`, the form that compilers print and editors follow.
  public var description: String { "\(file):\(line):\(column)" }
}
