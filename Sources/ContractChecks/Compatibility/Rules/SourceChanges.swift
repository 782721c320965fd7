// Names and types in the generated Swift, where messages stay what they are.
extension CompatibilityRule {
  static let packageRenamed = source("SOURCE_PACKAGE_RENAMED", "A package keeps its name.") { comparison in
    comparison.packages.filter {
      $0.old.name != $0.new.name && $0.old.isNamed && $0.new.isNamed
    }.map {
      Finding(
        $0.new.position, "the package was '\($0.old.name)' and is '\($0.new.name)'", "keep 'name: \($0.old.name)'")
    }
  }

  static let prefixChanged = source("SOURCE_PREFIX_CHANGED", "A package keeps its Swift prefix.") { comparison in
    comparison.packages.filter { $0.old.swiftPrefix != $0.new.swiftPrefix }.map {
      Finding(
        $0.new.position,
        "the Swift prefix was '\($0.old.swiftPrefix)' and is '\($0.new.swiftPrefix)', so every generated "
          + "type has another name",
        $0.old.swiftPrefix.isEmpty ? "leave 'swiftPrefix' out" : "keep 'swiftPrefix: \($0.old.swiftPrefix)'")
    }
  }

  static let fileMoved = source(
    "SOURCE_FILE_MOVED", "The file that is generated for a contract keeps its name.", .info
  ) { comparison in
    comparison.contracts.filter { $0.old.path != $0.new.path }.compactMap { pair in
      pair.new.group.map {
        Finding($0.position, "the contract was in \(pair.old.path) and is in \(pair.new.path)")
      }
    }
  }

  static let typeRemoved = source("SOURCE_TYPE_REMOVED", "A declared type stays.") { comparison in
    comparison.types.removed.map {
      .gone($0, $0.element.position, "the type '\($0.element.name)' is gone", "keep it until no code names it")
    }
  }

  static let typeRenamed = source("SOURCE_TYPE_RENAMED", "A declared type keeps its name.") { comparison in
    comparison.types.both.filter { $0.old.name != $0.new.name && $0.old.origin == .declared }.map {
      Finding(
        $0.new.position, "what was the type '\($0.old.name)' is now the \($0.new.title)",
        "keep the name '\($0.old.name)'")
    }
  }

  static let caseRenamed = source("SOURCE_CASE_RENAMED", "A value of an enumeration keeps its name.") { comparison in
    comparison.cases.both.filter { $0.old.value.name != $0.new.value.name }.map {
      Finding(
        $0.new.value.position,
        "the value \($0.new.value.wireValue) of '\($0.new.type)' was named '\($0.old.value.name)' and is named "
          + "'\($0.new.value.name)'", "keep the name '\($0.old.value.name)'")
    }
  }

  static let operationRenamed = source("SOURCE_OPERATION_RENAMED", "An operation keeps its name.") { comparison in
    comparison.operations.both.filter { $0.old.name != $0.new.name }.map {
      Finding(
        $0.new.position, "the operation of \($0.new.topic) was named '\($0.old.name)' and is named '\($0.new.name)'",
        "keep the name '\($0.old.name)'")
    }
  }

  static let helperRenamed = source("SOURCE_EVENT_HELPER_RENAMED", "An event keeps its helper's name.") { comparison in
    comparison.events.both.filter { $0.old.wireName == $0.new.wireName && $0.old.helperName != $0.new.helperName }.map {
      Finding(
        $0.new.position, "the helper of \($0.new.wireName) was '\($0.old.helperName)' and is '\($0.new.helperName)'",
        "keep the name '\($0.old.helperName)'")
    }
  }

  static let errorRenamed = source("SOURCE_ERROR_RENAMED", "An error keeps its name.") { comparison in
    comparison.errors.both.filter { $0.old.name != $0.new.name }.map {
      Finding(
        $0.new.position, "the error \($0.new.wireCode) was named '\($0.old.name)' and is named '\($0.new.name)'",
        "keep the name '\($0.old.name)'")
    }
  }

  static let memberTypeChanged = source(
    "SOURCE_MEMBER_TYPE_CHANGED", "A member keeps its Swift type.", .warning
  ) { comparison in
    comparison.fields.both.filter {
      !$0.isKey && !$0.types.isSame($0.old.field.type, $0.new.field.type) && $0.isCompatible
    }.map { Finding($0.new.field.position, "\($0.change): code that names its type needs a change") }
  }

  static let memberRemoved = source(
    "SOURCE_MEMBER_REMOVED", "A field that neither travels nor is stored stays where code reads it."
  ) { comparison in
    comparison.fields.removed.filter { !$0.element.isSent && !$0.element.isRead && !$0.element.isStored }.map {
      .gone(
        $0, $0.element.field.position, "\($0.element.title) is gone", fieldHint($0) ?? "keep it until no code names it")
    }
  }

  static let caseRemoved = source(
    "SOURCE_CASE_REMOVED", "A value that neither travels nor is stored stays where code names it."
  ) { comparison in
    comparison.cases.removed.filter { $0.element.uses.isEmpty }.map {
      .gone(
        $0, $0.element.value.position, "\($0.element.title) is gone", valueHint($0) ?? "keep it until no code names it")
    }
  }

  static let operationTypeChanged = source(
    "SOURCE_OPERATION_TYPE_CHANGED", "An operation keeps the Swift types that it takes and answers.", .warning
  ) { comparison in
    comparison.operations.both.flatMap { pair -> [Finding] in
      let (old, new, types) = (pair.old, pair.new, pair.types)
      var findings: [Finding] = []
      if !types.isSame(old.input, new.input), types.isReadable(old, new) {
        let change = "was \(types.old.text(old.input)) and is \(types.new.text(new.input))"
        findings.append(
          Finding(new.position, "the input of '\(new.name)' \(change): code that calls it needs a change"))
      }
      if !types.isSame(old.output, new.output), types.isHeard(old, new) {
        let change = "was \(types.old.text(old.output)) and is \(types.new.text(new.output))"
        findings.append(
          Finding(new.position, "the output of '\(new.name)' \(change): code that calls it needs a change"))
      }
      return findings
    }
  }

  static let fieldOrderChanged = source(
    "SOURCE_FIELD_ORDER_CHANGED", "Fields keep their order, which is that of the initialiser's arguments."
  ) { comparison in
    comparison.records.compactMap { pair in
      let known = Set(pair.old.fields.map(\.name))
      let stay = Set(pair.new.fields.map(\.name))
      let old = pair.old.fields.filter { stay.contains($0.name) }
      let new = pair.new.fields.filter { known.contains($0.name) }
      guard let (before, after) = zip(old, new).first(where: { $0.name != $1.name }) else { return nil }
      return Finding(
        after.position, "'\(after.name)' of the \(pair.new.title) stands where '\(before.name)' stood",
        "keep the order, and write new fields behind the old ones")
    }
  }
}

extension ContractPackage {
  /// Whether `package.yaml` names it, and not its folder.
  fileprivate var isNamed: Bool { position.file.hasSuffix("package.yaml") || position.file.hasSuffix("package.yml") }
}
