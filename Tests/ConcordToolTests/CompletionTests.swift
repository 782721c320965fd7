import Foundation
import Testing

@testable import concord

struct CompletionTests {
  @Test func usagesAreReadFromTheHelp() {
    let check = CommandUsage(.check)
    #expect(check.options.contains(.init(name: "--format", value: .words(["text", "json", "sarif"]))))
    #expect(check.options.contains(.init(name: "--watch", value: nil)))
    #expect(check.operand == .path && check.firstWords == [])
    let generate = CommandUsage(.generate)
    #expect(generate.options.contains(.init(name: "--output", value: .folder)))
    #expect(generate.options.contains(.init(name: "--quiet", value: nil)) && generate.operand == .path)
    let new = CommandUsage(.new)
    #expect(new.firstWords == ["entity", "service", "package"] && new.operand == .free)
    #expect(new.options == [.init(name: "--parent", value: .free), .init(name: "--in", value: .folder)])
    #expect(CommandUsage(.explain).operand == .rule)
    #expect(CommandUsage(.completion).firstWords == ["bash", "zsh", "fish"])
  }

  /// Asks bash what it would offer for a command line whose last word is being typed.
  private func offers(_ words: String..., in folder: URL = Program.root) throws -> Set<String> {
    let quoted = (["concord"] + words).map { "'\($0)'" }.joined(separator: " ")
    let script = """
      source <(\(Program.executable!.path) completion bash)
      complete -p concord | grep -q -- '-F _concord' || echo NOT-REGISTERED
      COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count); _concord
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["--norc", "-c", script]
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Set(text.split(separator: "\n").map(String.init))
  }

  @Test func bashOffersCommandsAndOptions() throws {
    let all = try offers("")
    #expect(all.isSuperset(of: CommandLineTool.commands.map(\.name)) && all.contains("help"))
    #expect(try offers("che") == ["check"])
    #expect(try offers("check", "--") == ["--format", "--watch", "--help"])
    #expect(try offers("check", "--format", "") == ["text", "json", "sarif"])
    #expect(try offers("check", "--format", "=", "j") == ["json"])
    #expect(try offers("generate", "--o") == ["--output"])
    #expect(try offers("new", "e") == ["entity"])
    #expect(try offers("new", "entity", "x", "--p") == ["--parent"])
    #expect(try offers("completion", "") == ["bash", "zsh", "fish"])
    #expect(try offers("help", "exp") == ["explain"])
    #expect(try offers("explain", "unknown-t") == ["unknown-type"])
  }

  @Test func bashOffersContractsAndFolders() throws {
    let folder = try TemporaryFolder()
    try folder.write("", to: "a.yaml")
    try folder.write("", to: "a.txt")
    try folder.write("", to: "apart/b.yml")
    #expect(try offers("check", "a", in: folder.url) == ["a.yaml", "apart"])
    #expect(try offers("check", "apart/", in: folder.url) == ["apart/b.yml"])
    #expect(try offers("generate", "--output", "a", in: folder.url) == ["apart"])
  }

  @Test(arguments: CompletionScript.Shell.allCases.map(\.rawValue)) func everyScriptKnowsEveryOption(shell: String)
    throws
  {
    let outcome = try Program.run(["completion", shell])
    #expect(outcome.status == 0)
    for command in CommandLineTool.commands {
      #expect(outcome.output.contains(command.name))
      for option in CommandUsage(command).options {
        #expect(outcome.output.contains(shell == "fish" ? "-l \(option.name.dropFirst(2))" : option.name), "\(option)")
      }
    }
  }

  @Test func otherShellsAreRefused() throws {
    let outcome = try Program.run(["completion", "bsh"])
    #expect(outcome.status == 2 && outcome.error.contains("did you mean 'bash'?"))
  }
}
