internal import ContractChecks

extension NewContract {
  /// The files to write, by their names below the folder.
  var files: [(name: String, text: String)] {
    switch kind {
    case .entity: [(name + ".yaml", entityText)]
    case .service: [(name + ".yaml", serviceText)]
    case .package: [(name + "/package.yaml", packageText), (name + "/common.yaml", commonText)]
    }
  }

  /// What the author would do now.
  func nextSteps(in folder: String) -> String {
    let file = NewContract.join(folder, name + (kind == .package ? "" : ".yaml"))
    let type = SwiftNames.entity(name, prefix: "")
    return switch kind {
    case .entity:
      """
      It becomes 'struct \(type)' in Swift, unless the package has a 'swiftPrefix:'; its topics begin with '\(name):'.
      Next: edit the fields in \(file), then run 'concord check \(folder)'.
      """
    case .service:
      """
      Its operations are asked for by topics that begin with '\(name):'.
      Next: edit the operations in \(file), then run 'concord check \(folder)'.
      """
    case .package:
      """
      Next: 'concord new entity NAME --in \(file)' adds an entity, and 'concord check \(file)' tells what is wrong.
      """
    }
  }

  private var entityText: String {
    let place =
      parent.map {
        """
        parent: \($0)
        # The field that names it below its parent; it never changes.
        key: name
        # 'cascade' deletes it with its parent, 'restrict' keeps the parent as long as it is there.
        onDelete: cascade
        """
      } ?? """
        # The field that names it; it never changes.
        key: name
        """
    return """
      concord: 1
      entity: \(name)
      summary: \(title), in a sentence for readers of the generated code.
      \(place)

      fields:
        name:        string
        # A type that ends in '?' may be absent.
        description: "string?"
        # What only the server sets is readonly.
        status:      { type: \(statusType), readonly: true, default: active }
        createdAt:   { type: "timestamp?", readonly: true }

      types:
        # Readers keep values that they do not know, so that more can be added later.
        \(statusType): [active, suspended]

      # Without this section there are create, update, delete, get and list.
      operations:
        create:
        update:
        delete:
        get:
        list: { page: 50, filter: [status], sort: [name] }

      """
  }

  /// `Cloud account`
  private var title: String {
    let words = Words(name).words.joined(separator: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  private var statusType: String { Words(name).upperCamel + "Status" }

  private var serviceText: String {
    """
    concord: 1
    service: \(name)
    summary: \(title), in a sentence for readers of the generated code.

    operations:
      # A verb of one word names its events itself; several words need 'events: [intent, success, failure]' or none.
      getStatus:
        summary: Tells how it is.
        output: { status: string }
        events: none
        # What may safely be sent twice is idempotent.
        idempotent: true

    """
  }

  private var packageText: String {
    """
    # A package: this folder and those below it. Topics and entities have their names once in it.
    name: \(name)
    # Put before the names of all Swift types, where two packages of one module would clash:
    # swiftPrefix: \(Words(name).upperCamel)

    """
  }

  private var commonText: String {
    """
    concord: 1
    summary: Types that several entities of the package use. Their files say 'import [common.yaml]'.

    types:
      Problem:
        summary: What went wrong with a thing, for people and for programs.
        fields: { code: string, message: string }

    """
  }
}
