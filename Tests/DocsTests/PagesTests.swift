import Foundation
import Testing

@Suite struct PagesTests {
  @Test func theReadmeHasWholeContracts() throws {
    let blocks = try Page("README.md").blocks
    #expect(blocks.contains { $0.words.first == "yaml" && $0.words.count == 2 })
  }

  @Test(arguments: try Page.all()) func localLinksLeadSomewhere(page: Page) throws {
    for line in page.prose {
      for link in line.matches(of: /\]\(([^)\s]+)\)/).map({ String($0.output.1) }) where !link.contains("://") {
        let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let folder = URL(fileURLWithPath: page.path, relativeTo: Page.root).deletingLastPathComponent()
        let file = parts[0].isEmpty ? Page.root.appending(path: page.path) : folder.appending(path: parts[0])
        #expect(FileManager.default.fileExists(atPath: file.path), "\(page.path): \(link)")
        guard parts.count == 2, file.pathExtension == "md" else { continue }
        let target = String(file.standardizedFileURL.path.dropFirst(Page.root.standardizedFileURL.path.count + 1))
        #expect(try Page(target).anchors.contains(parts[1]), "\(page.path): \(link)")
      }
    }
  }

  @Test(arguments: try Page.all()) func makeTargetsExist(page: Page) throws {
    let makefile = try String(contentsOf: Page.root.appending(path: "Makefile"), encoding: .utf8)
    let targets = Set(makefile.matches(of: /(?m)^([a-z]+):/).map { String($0.output.1) })
    let commands =
      page.blocks.map(\.text) + page.prose.flatMap { $0.matches(of: /`([^`]+)`/).map { String($0.output.1) } }
    for command in commands {
      for target in command.matches(of: /(?m)^make ([a-z]+)/).map({ String($0.output.1) }) {
        #expect(targets.contains(target), "\(page.path): make \(target)")
      }
    }
  }
}
