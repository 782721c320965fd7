import ContractChecks
import Foundation
import Testing

/// Contracts of a page that belong together: whole files of one folder, or a piece with what completes it.
struct ContractUnit: Sendable, CustomTestStringConvertible {
  let page: String
  /// Where the last block that it comes from begins.
  var line: Int
  /// The texts by path; without a folder in front for those whose blocks name none.
  var files: [String: String]
  /// The rules that must be broken, in order.
  var expected: [String] = []

  var testDescription: String { "\(page):\(line)" }

  /// The Swift target that the files belong to: `Sources/NAME/…`.
  var target: String? {
    for path in files.keys {
      let parts = path.split(separator: "/").map(String.init)
      if let sources = parts.firstIndex(of: "Sources"), parts.count > sources + 2 { return parts[sources + 1] }
    }
    return nil
  }

  /// The entities and services.
  var groups: Set<String> {
    Set(
      files.values.flatMap { $0.matches(of: /(?m)^(?:entity|service): *([A-Za-z0-9_-]+)/).map { String($0.output.1) } })
  }

  /// What is wrong with it.
  var diagnostics: [Diagnostic] {
    var diagnostics = Diagnostics()
    _ = ContractChecker.load(files: placed(in: "docs"), diagnostics: &diagnostics)
    return diagnostics.sorted
  }

  /// The files below a folder, so that the package has a name.
  func placed(in folder: String) -> [String: String] {
    Dictionary(uniqueKeysWithValues: files.map { ("\(folder)/\($0.key)", $0.value) })
  }
}

extension Page {
  /// What is wrong with how a block is written.
  struct Mistake: Error, CustomStringConvertible {
    let description: String
  }

  /// The contracts of the page, each as often as it changes on the page.
  func contracts() throws(Mistake) -> [ContractUnit] {
    var units: [ContractUnit] = []
    // The index of the unit that whole files of a folder go to.
    var open: [String: Int] = [:]
    for block in blocks where ["yaml", "yml"].contains(block.language) && block[.unchecked] == nil {
      let expected = (block[.finds] ?? "").split { ", \n".contains($0) }.map(String.init)
      guard let path = try block.contractPath(page: self.path) else {
        let files = try block.completed(page: self.path)
        units.append(ContractUnit(page: self.path, line: block.line, files: files, expected: expected))
        continue
      }
      let folder = path.split(separator: "/").dropLast().joined(separator: "/")
      var files = Completion(block[.with] ?? "").files
      files[path] = block.text
      if let index = open[folder], expected.isEmpty, units[index].files[path] == nil {
        units[index].files.merge(files) { $1 }
        units[index].line = block.line
      } else {
        // A file that is shown again with another text is another version; what is wrong stays alone.
        let before = open[folder].map { units[$0].files } ?? [:]
        units.append(
          ContractUnit(
            page: self.path, line: block.line, files: before.merging(files) { $1 }, expected: expected))
        if expected.isEmpty { open[folder] = units.count - 1 }
      }
    }
    return units
  }
}

extension Page.Block {
  /// The path of a whole contract: the one behind the fence, or the name of what it declares; nil for a piece.
  fileprivate func contractPath(page: String) throws(Page.Mistake) -> String? {
    if let path { return path }
    guard text.contains(/(?m)^concord:/) else { return nil }
    guard let name = text.firstMatch(of: /(?m)^(?:entity|service): *([A-Za-z0-9_-]+)/)?.output.1 else {
      throw Page.Mistake(
        description: "\(page):\(line): write the file's name behind ```yaml, as in ```yaml common.yaml")
    }
    return "\(name).yaml"
  }

  /// A piece of a contract, completed: an entity around it with a key of its own, unless it declares something itself.
  fileprivate func completed(page: String) throws(Page.Mistake) -> [String: String] {
    var piece = text
    if let section = self[.in] { piece = "\(section):\n\(piece)" }
    guard piece.contains(/\A(?:#.*\n|\n)*[A-Za-z]/) else {
      throw Page.Mistake(
        description: "\(page):\(line): the piece is indented; say what it stands in, as in <!-- in: types -->")
    }
    let completion = Completion(self[.with] ?? "")
    var sections = Section.all(of: piece)
    try sections.add(Section.all(of: completion.piece), at: "\(page):\(line)")
    let names = Set(sections.map(\.name))
    var head = "concord: 1\n"
    var name = "example\(line)"
    if let declared = sections.first(where: { ["entity", "service"].contains($0.name) }) {
      name = String(declared.lines[0].split(separator: ":")[1].split(separator: "#")[0]).filter { $0 != " " }
    } else {
      head += "entity: \(name)\n"
      if !names.contains("key") { head += "key: exampleId\n" }
      if !names.contains("key") {
        try sections.add([Section(name: "fields", lines: ["fields:", "  exampleId: string"])], at: "\(page):\(line)")
      }
    }
    var files = completion.files
    files["\(name).yaml"] = head + sections.map { $0.lines.joined(separator: "\n") + "\n" }.joined()
    return files
  }
}

/// The text of `<!-- with: … -->`.
private struct Completion {
  /// Keys for the file that the piece stands in.
  var piece = ""
  /// Other files.
  var files: [String: String] = [:]

  init(_ text: String) {
    var file: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) where !text.isEmpty {
      if line.hasPrefix("--- ") {
        file = String(line.dropFirst(4))
      } else if let file {
        files[file, default: ""] += line + "\n"
      } else {
        piece += line + "\n"
      }
    }
  }
}

/// An outermost key of a file with the lines that belong to it.
private struct Section {
  var name: String
  var lines: [String]

  static func all(of text: String) -> [Section] {
    var sections: [Section] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let match = line.firstMatch(of: /^([A-Za-z][A-Za-z0-9_-]*):/) {
        sections.append(Section(name: String(match.output.1), lines: [line]))
      } else if !sections.isEmpty, !line.isEmpty {
        sections[sections.count - 1].lines.append(line)
      }
    }
    return sections
  }
}

extension [Section] {
  /// Adds sections, the lines of those that are there already behind their lines.
  fileprivate mutating func add(_ others: [Section], at place: String) throws(Page.Mistake) {
    for other in others {
      guard let index = firstIndex(where: { $0.name == other.name }) else {
        append(other)
        continue
      }
      guard self[index].lines[0].contains(/^[A-Za-z]+: *(#.*)?$/) else {
        throw Page.Mistake(description: "\(place): '\(other.name):' has its value on one line, so nothing can be added")
      }
      self[index].lines += other.lines.dropFirst()
    }
  }
}
