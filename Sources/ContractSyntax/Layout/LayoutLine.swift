/// A line of the text that is being laid out.
struct LayoutLine {
  enum Kind {
    case content, comment, blank
    /// Part of a text that spans lines: nothing in it may change.
    case inside
  }

  /// Where a line begins.
  enum Indent {
    case fixed(Int)
    /// Moves with a place of an earlier line, and is at least so far to the right.
    case moved(from: Int, with: Int, minimum: Int)
    /// So many levels to the right of the place of an earlier line.
    case below(mark: Int, levels: Int)
  }

  enum Piece {
    case text(String)
    /// The blanks behind an entry's colon, which depend on its neighbours.
    case gap(entry: Int)
    /// A place that later lines move with.
    case mark(Int)
  }

  var kind: Kind
  var indent: Indent
  /// The column in the author's text.
  var oldIndent: Int
  var pieces: [Piece] = []
  /// A remark behind the content, and its column in the author's text.
  var remark: (text: String, column: Int)?
  /// The key, if the line begins an entry of the outermost mapping.
  var topLevelKey: String?
  /// Whether it begins in the middle of a flow collection.
  var isInFlow = false

  static let blank = LayoutLine(kind: .blank, indent: .fixed(0), oldIndent: 0)
}

/// An entry of a block mapping, for the alignment of values.
struct LayoutEntry {
  /// Which mapping it belongs to.
  var mapping: Int
  /// Blank lines divide a mapping into paragraphs.
  var paragraph: Int
  var keyWidth: Int
  /// Blanks between colon and value in the author's text; nil when the value begins on another line or is absent.
  var oldGap: Int?
  /// Whether the values of this mapping stand below one another.
  var isAligned: Bool
  /// Whether it belongs to the outermost mapping, where nothing is aligned.
  var isOutermost: Bool
}

/// A place of a line, as it was and as it becomes.
struct LayoutMark {
  var old: Int
  var new: Int?
}
