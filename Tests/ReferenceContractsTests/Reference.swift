import ContractChecks
import Foundation
import Testing

/// The contracts of the reference systems as the model has them, beside what is generated from them.
enum Reference {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "contracts").path

  static let (packages, diagnostics): ([ContractPackage], [String]) = {
    var diagnostics = Diagnostics()
    let packages = ContractChecker.load(paths: [folder], diagnostics: &diagnostics)
    return (packages, diagnostics.sorted.map(\.description))
  }()

  static func package(_ name: String) throws -> ContractPackage {
    try #require(packages.first { $0.name == name }, "there is no package '\(name)'")
  }

  static func contract(_ package: String, _ path: String) throws -> Contract {
    try #require(try self.package(package).contracts.first { $0.path == path }, "there is no '\(package)/\(path)'")
  }

  static func entity(_ package: String, _ name: String) throws -> EntityModel {
    try #require(try self.package(package).entity(named: name), "there is no entity '\(name)'")
  }

  static func group(_ package: String, _ name: String) throws -> GroupModel {
    try #require(
      try self.package(package).contracts.compactMap(\.group).first { $0.name == name }, "there is no '\(name)'")
  }

  /// The operation that answers a topic.
  static func operation(_ topic: String) throws -> OperationModel {
    let all = packages.flatMap(\.contracts).compactMap(\.group).flatMap(\.operations)
    return try #require(all.first { $0.topic == topic }, "no operation has the topic '\(topic)'")
  }

  /// The fields of a declared record.
  static func record(_ package: String, _ name: String) throws -> Set<String> {
    let type = try self.package(package).types.first { $0.name == name }
    return Set(try #require(type, "there is no type '\(name)'").fields.map(\.name))
  }

  /// The record that an operation takes or answers.
  static func fields(_ type: TypeReference, of package: ContractPackage) -> [String] {
    guard case .named(let id) = type.unwrapped else { return [] }
    return package[id].fields.map(\.name)
  }
}
