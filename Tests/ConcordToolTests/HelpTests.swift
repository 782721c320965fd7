import Foundation
import Testing

@testable import concord

struct HelpTests {
  @Test(arguments: CommandLineTool.commands.map(\.name)) func everyHelpTeaches(name: String) throws {
    let help = try Program.run(["help", name])
    #expect(help.status == 0 && help.error == "")
    #expect(try Program.run([name, "--help"]).output == help.output)
    #expect(try Program.run([name, "-h"]).output == help.output)
    #expect(help.output.hasPrefix("usage: concord \(name)"))
    let example = help.output.split(separator: "\n").first { $0.hasPrefix("Example: concord \(name)") }
    #expect(example != nil, "it has one example")
    let words = help.output.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    #expect(words.contains(#/Exit status: 0 .* 2 [^.]*the command line[^.]* is wrong/#), "it has the exit statuses")
    #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 120 })
    for option in CommandUsage(try #require(CommandLineTool.commands.first { $0.name == name })).options {
      #expect(help.output.contains("\n\(option.name)"), "\(option.name) is explained on a line of its own")
    }
  }

  @Test(arguments: CommandLineTool.commands.map(\.name)) func unknownOptionsEndInTwo(name: String) throws {
    let outcome = try Program.run([name, "--no-such-option"])
    #expect(outcome.status == 2 && outcome.output == "")
    #expect(outcome.error.contains("concord \(name): there is no option '--no-such-option'"))
    #expect(outcome.error.contains("'concord help \(name)' tells how to call it"))
  }

  @Test func theOverviewListsTheCommands() throws {
    let overview = try Program.run(["--help"])
    for command in CommandLineTool.commands {
      #expect(overview.output.contains("  \(command.name) ") && overview.output.contains(command.summary))
      #expect(command.summary.hasSuffix("."))
    }
    #expect(try Program.run(["help"]).output == overview.output)
    #expect(try Program.run(["help", "help"]).output == overview.output)
  }

  /// `make format` writes the page.
  @Test func thePageIsWhatTheProgramSays() throws {
    let page = try String(contentsOf: Program.root.appending(path: "docs/cli.md"), encoding: .utf8)
    let expected = try Program.run(["help", "--markdown"]).output
    #expect(page == expected, "run 'concord help --markdown > docs/cli.md'")
  }

  @Test func pipesGetNoControlCharacters() throws {
    for arguments in [["check", "contracts"], ["check", "Tests/Fixtures/Checks/unknown-type"], ["explain", "file"]] {
      let outcome = try Program.run(arguments)
      let text = outcome.output + outcome.error
      #expect(text.unicodeScalars.allSatisfy { $0.value >= 0x20 || $0 == "\n" })
    }
  }
}
