import Foundation
import Testing

@testable import concord

/// The command lines of the documentation.
@Suite struct CommandsTests {
  /// The lines of a page that call `concord`, as words.
  private func calls(on page: Page) -> [(line: Int, words: [String])] {
    var calls: [(line: Int, words: [String])] = []
    for block in page.blocks where ["sh", "console"].contains(block.language) && block[.unchecked] == nil {
      for (index, line) in block.text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        if block.language == "console", !line.hasPrefix("$ ") { continue }
        let command = line.trimmingPrefix("$ ").prefix { $0 != "#" && $0 != ">" && $0 != "|" }
        guard let match = command.firstMatch(of: /^(?:\S*\/)?(?:concord|swift package contract)(?: |$)(.*)/) else {
          continue
        }
        calls.append((block.line + 1 + index, match.output.1.split(separator: " ").map(String.init)))
      }
    }
    return calls
  }

  @Test(arguments: try Page.all()) func areUnderstood(page: Page) throws {
    for (line, words) in calls(on: page) {
      guard let name = words.first, !["help", "--help", "--version"].contains(name) else { continue }
      guard let command = CommandLineTool.commands.first(where: { $0.name == name }) else {
        Issue.record("\(page.path):\(line): there is no command '\(name)'")
        continue
      }
      #expect(throws: Never.self, "\(page.path):\(line)") {
        try Arguments(words.dropFirst().filter { $0 != "--allow-writing-to-package-directory" }, CommandUsage(command))
      }
    }
  }

  /// Of a command in a sentence, the name is known.
  @Test(arguments: try Page.all()) func namesInSentencesExist(page: Page) {
    let known = Set(CommandLineTool.commands.map(\.name) + ["help", "--help", "--version", "COMMAND"])
    let sentences = page.prose.joined(separator: "\n")
    for match in sentences.matches(of: /`(?:concord|swift\s+package\s+contract) ([A-Za-z-]+)[^`]*`/) {
      let name = String(match.output.1)
      #expect(known.contains(name) || name == "VERB", "\(page.path): '\(match.output.0)'")
    }
  }

  /// A console block shows command lines behind `$ ` and what they answer. Each `concord` runs in a folder with the files
  /// of the blocks above it and of `<!-- with: … -->`; those named `HEAD~1:PATH` are committed before the others.
  @Test(arguments: try Page.all()) func answersAreReal(page: Page) throws {
    for block in page.blocks where block.language == "console" && block[.unchecked] == nil {
      try Shell.withFolder { folder in
        let above = page.blocks.filter { $0.line < block.line }.compactMap { block in
          block.path.map { ($0, block.text) }
        }
        try prepare(folder, files: Dictionary(above + files(of: block), uniquingKeysWith: { $1 }))
        var rest = block.text.dropLast().split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
        #expect(rest.first?.hasPrefix("$ ") == true, "\(page.path):\(block.line): a command line is behind '$ '")
        while let line = rest.popFirst() {
          let answer = rest.prefix { !$0.hasPrefix("$ ") }
          rest = rest.dropFirst(answer.count)
          let program = try #require(Bundle.main.executableURL?.deletingLastPathComponent().path)
          let outcome = try Shell.run(
            ["PATH=\(program):/usr/local/bin:/usr/bin:/bin", "sh", "-c", "\(line.dropFirst(2)) 2>&1"], in: folder)
          #expect(
            outcome.output == answer.map { $0 + "\n" }.joined(), "\(page.path):\(block.line): \(line)")
        }
      }
    }
  }

  private func files(of block: Page.Block) -> [(String, String)] {
    let parts = ("\n" + (block[.with] ?? "")).split(separator: "\n--- ")
    return parts.filter { !$0.isEmpty }.map { part in
      let lines = part.split(separator: "\n", maxSplits: 1).map(String.init)
      return (lines[0], (lines.count > 1 ? lines[1] : "") + "\n")
    }
  }

  private func prepare(_ folder: URL, files: [String: String]) throws {
    func git(_ arguments: String...) throws {
      let who = ["-c", "user.name=Concord", "-c", "user.email=concord@example.org", "-c", "init.defaultBranch=main"]
      #expect(try Shell.run(["git"] + who + arguments, in: folder).status == 0)
    }
    func write(_ path: String, _ text: String) throws {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let old = files.filter { $0.key.hasPrefix("HEAD~1:") }
    for (path, text) in old { try write(String(path.dropFirst("HEAD~1:".count)), text) }
    if !old.isEmpty {
      try git("init", "-q")
      try git("add", "-A")
      try git("commit", "-q", "-m", "Old")
    }
    for (path, text) in files where old[path] == nil { try write(path, text) }
    if !old.isEmpty {
      try git("add", "-A")
      try git("commit", "-q", "-m", "New")
    }
  }
}
