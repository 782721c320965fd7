import ContractChecks
import ContractEmitters
import ContractModel
import ContractSyntax
import Foundation
public import FuzzTarget

/// What holds for any bytes that are given as contracts: they are read, checked, laid out and generated from without a
/// crash, and what is said about them is fit for people and tools.
public struct ContractFuzz: FuzzTarget {
  private let swift: SwiftGenerator
  private let services: ServiceSpecGenerator
  private let rules: Set<String>

  public init() throws {
    swift = try SwiftGenerator(templates: nil)
    services = try ServiceSpecGenerator(templates: nil)
    rules = Set(ContractChecker.allRules.map(\.id))
  }

  /// What is wrong with what Concord does with an input; nil when nothing is.
  public func breach(_ bytes: [UInt8]) -> String? {
    let input = FuzzInput(bytes)
    for file in input.files { if let breach = breach(file.bytes, file.path) { return breach } }
    let files = input.texts
    var diagnostics = Diagnostics()
    let packages = ContractChecker.load(files: files, diagnostics: &diagnostics)
    if let breach = breach(diagnostics) { return breach }
    return diagnostics.hasErrors ? nil : breach(packages)
  }

  /// One file by itself: its syntax and its layout.
  private func breach(_ bytes: [UInt8], _ path: String) -> String? {
    var diagnostics = Diagnostics()
    if YAMLDocument.parse(bytes, file: path, diagnostics: &diagnostics) == nil, !diagnostics.hasErrors {
      return "no node and no error"
    }
    if let breach = breach(diagnostics) { return breach }
    guard let laidOut = try? ContractLayout.format(bytes, file: path) else { return nil }
    do {
      return try ContractLayout.format(laidOut, file: path) == laidOut ? nil : "laying out twice gives another layout"
    } catch {
      return "the layout cannot be laid out: \(error.reason)"
    }
  }

  private func breach(_ diagnostics: Diagnostics) -> String? {
    for diagnostic in diagnostics.sorted {
      if diagnostic.description.contains(where: \.isNewline) { return "several lines: \(diagnostic)" }
      if !rules.contains(diagnostic.rule) { return "no rule '\(diagnostic.rule)': \(diagnostic)" }
      let place = diagnostic.position
      if place.line < 1 || place.column < 1 || place.endColumn < place.column { return "no place: \(diagnostic)" }
    }
    return nil
  }

  /// Contracts without errors: everything can be generated, and they are compatible with themselves.
  private func breach(_ packages: [ContractPackage]) -> String? {
    do {
      let files = try swift.files(of: packages, roots: ["."])
      if Set(files.map(\.name)).count != files.count { return "two files of one name" }
      for file in files where file.text.utf8.contains(where: { $0 < 0x20 && $0 != UInt8(ascii: "\n") }) {
        return "a control character in \(file.name)"
      }
      for package in packages {
        for contract in package.contracts { _ = try services.files(of: contract, path: contract.path) }
      }
    } catch {
      return "no error in the contracts, and \(error)"
    }
    let changes = CompatibilityChecker.compare(old: packages, new: packages)
    return changes.first.map { "a change between the same contracts: \($0)" }
  }

  // MARK: Inputs

  /// The contracts of the fixtures and of the reference systems.
  public func seeds() -> [[UInt8]] {
    var root = URL(filePath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return ["Tests/Fixtures", "contracts"].flatMap { FuzzInput.seeds(below: root.appending(path: $0)) }
  }

  public func mutate(_ bytes: [UInt8], seed: UInt64) -> [UInt8]? {
    var mutator = ContractMutator(seed: seed)
    return mutator.below(4) == 0 ? nil : mutator.mutate(bytes)
  }
}
