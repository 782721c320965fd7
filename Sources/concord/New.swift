internal import ContractChecks
internal import FoundationEssentials

extension Command {
  /// `concord new`
  static let new = Command(
    name: "new", summary: "Writes a small commented contract to begin with.",
    help: """
      usage: concord new entity NAME [--parent PARENT] [--in FOLDER]
             concord new service NAME [--in FOLDER]
             concord new package NAME [--in FOLDER]

      Writes NAME.yaml, or the folder NAME with a package.yaml, which 'concord check' finds nothing wrong with, and says
      what to do next. Nothing is ever overwritten. A name begins with a letter and has letters, digits, '_' and '-'.

      --parent PARENT   the entity of the same package below which the new one stands
      --in FOLDER       the folder to write to, '.' by default; it must exist

      Example: concord new entity invoice --parent customer --in contracts/shop

      Exit status: 0 it is written, 1 it is there already or cannot be written, 2 the command line or a name is wrong.
      """
  ) { arguments in
    let plan: NewContract
    let folder: String
    do throws(Arguments.Failure) {
      let options = try Arguments(arguments, options: ["--parent", "--in"])
      plan = try NewContract(options)
      folder = options["--in"] ?? "."
    } catch {
      return usage("new", error.message)
    }
    do throws(NewContract.Refusal) {
      let written = try plan.write(in: folder)
      Terminal.output("wrote \(written.joined(separator: ", "))")
      Terminal.output(plan.nextSteps(in: folder))
      return ExitStatus.success
    } catch {
      Terminal.error("concord new: \(error.message)")
      return ExitStatus.failure
    }
  }
}

/// A contract to write: what it is and what it is called.
struct NewContract {
  enum Kind: String, CaseIterable {
    case entity, service, package
  }

  /// Why it is not written.
  struct Refusal: Error {
    var message: String
  }

  var kind: Kind
  var name: String
  var parent: String?

  /// - Throws: `Arguments.Failure` for a kind that there is not, a name that cannot be one, `--parent` of another kind.
  init(_ options: Arguments) throws(Arguments.Failure) {
    let kinds = Kind.allCases.map(\.rawValue)
    guard let word = options.paths.first else {
      throw Arguments.Failure(message: "say what: \(kinds.joined(separator: ", "))")
    }
    guard let kind = Kind(rawValue: word) else {
      let nearest = NearestName.suggestion(for: word, among: kinds) ?? "there are \(kinds.joined(separator: ", "))"
      throw Arguments.Failure(message: "'\(word)' cannot be made; \(nearest)")
    }
    guard let name = options.paths.dropFirst().first else { throw Arguments.Failure(message: "a NAME is missing") }
    guard options.paths.count == 2 else {
      throw Arguments.Failure(message: "one NAME at a time, not also '\(options.paths[2])'")
    }
    (self.kind, self.name, parent) = (kind, name, options["--parent"])
    for name in [name] + (parent.map { [$0] } ?? []) where !NewContract.isName(name) {
      throw Arguments.Failure(
        message: "'\(name)' cannot be a name: a name begins with a letter and has letters, digits, '_' and '-'; "
          + "small letters with '-' between words are usual, as in \(NewContract.proposal(for: name))")
    }
    if name == "concord" {
      throw Arguments.Failure(message: "topics that begin with 'concord:' are the runtime's own; choose another name")
    }
    if name.lowercased() == "notification" {
      throw Arguments.Failure(message: "every client has the events of 'notification' already; choose another name")
    }
    if name == "package", kind != .package {
      throw Arguments.Failure(message: "package.yaml describes the package itself; choose another name")
    }
    if parent != nil, kind != .entity { throw Arguments.Failure(message: "only an entity has a --parent") }
  }

  static func isName(_ name: String) -> Bool {
    name.first.map { $0.isASCII && $0.isLetter } == true
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
  }

  private static func proposal(for name: String) -> String {
    let kebab = String(Words(name).kebab.drop { !($0.isASCII && $0.isLetter) })
    return isName(kebab) ? "'\(kebab)'" : "'cloud-account'"
  }

  /// Writes the files and answers their paths.
  ///
  /// - Throws: `Refusal` when one is there already, when the package has no such parent, when the result would not check
  ///   or when the disk refuses.
  func write(in folder: String) throws(Refusal) -> [String] {
    let manager = FileManager.default
    var isFolder = false
    guard manager.fileExists(atPath: folder, isDirectory: &isFolder), isFolder else {
      throw Refusal(message: "there is no folder '\(folder)'; make it first, or name another with --in")
    }
    let files = self.files.map { (path: NewContract.join(folder, $0.name), text: $0.text) }
    let targets = kind == .package ? [NewContract.join(folder, name)] : files.map(\.path)
    for target in targets where manager.fileExists(atPath: target) {
      throw Refusal(message: "'\(target)' is there already and is left as it is")
    }
    try checkTogether(with: files, in: folder)
    do {
      if kind == .package {
        try manager.createDirectory(atPath: targets[0], withIntermediateDirectories: false)
      }
      for file in files { try Data(file.text.utf8).write(to: URL(filePath: file.path), options: .withoutOverwriting) }
    } catch {
      throw Refusal(message: "'\(targets[0])' cannot be written: \(error.localizedDescription)")
    }
    return files.map(\.path)
  }

  /// Checks the new files beside those of their package, before anything is written.
  private func checkTogether(with files: [(path: String, text: String)], in folder: String) throws(Refusal) {
    let before = kind == .package ? [:] : NewContract.texts(around: folder)
    var old = Diagnostics()
    _ = ContractChecker.load(files: before, diagnostics: &old)
    var new = Diagnostics()
    _ = ContractChecker.load(
      files: before.merging(files.map { (NewContract.plain($0.path), $0.text) }) { $1 }, diagnostics: &new)
    let known = Set(old.sorted)
    if let first = new.sorted.first(where: { !known.contains($0) }) {
      let isParent = first.rule == ModelRules.parentMissing.id
      throw Refusal(
        message: first.message + (first.suggestion.map { "; " + $0 } ?? "") + (isParent ? "" : " (\(first.position))")
          + "\nnothing is written")
    }
  }

  /// The contracts of the package that a folder belongs to.
  private static func texts(around folder: String) -> [String: String] {
    var root = folder
    for steps in 0...8 {
      let candidate = plain(folder + String(repeating: "/..", count: steps))
      if FileManager.default.fileExists(atPath: join(candidate, "package.yaml")) {
        root = candidate
        break
      }
    }
    var texts: [String: String] = [:]
    for path in (try? ContractListing.files(at: root)) ?? [] {
      if let data = FileManager.default.contents(atPath: path) {
        texts[plain(path)] = String(decoding: data, as: UTF8.self)
      }
    }
    return texts
  }

  /// One name for one file: absolute, without `.` and `..`.
  private static func plain(_ path: String) -> String { URL(filePath: path).standardizedFileURL.path }

  static func join(_ folder: String, _ name: String) -> String {
    folder == "." ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }
}
