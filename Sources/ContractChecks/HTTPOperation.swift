/// An operation that is reached over HTTP, with what rules about it look at.
struct HTTPOperation {
  let operation: OperationModel
  let binding: HTTPBinding
  let contract: Contract
  let package: ContractPackage

  /// `'clean' of entity 'account'`
  var title: String { "'\(operation.name)' of \(contract.title)" }

  /// What a caller may send; nil for an input that is no object.
  var fields: [FieldModel]? { package.inputFields(of: operation, contract.entity) }

  /// The parameters of the path with the fields that they name and their places.
  var parameters: [(name: String, field: FieldModel?, position: SourcePosition)] {
    let fields = self.fields ?? []
    return binding.path.enumerated().compactMap { index, segment in
      guard case .parameter(let name) = segment else { return nil }
      return (name, fields.first { $0.name == name }, binding.place(of: index))
    }
  }

  /// The fields that travel in the query: of a request without a body what is not in the path; of a multipart one what
  /// is neither there nor a part.
  var queryFields: [FieldModel] {
    let parts = Set(binding.parts.map(\.name))
    guard !binding.method.hasBody || !parts.isEmpty else { return [] }
    let elsewhere = parts.union(binding.parameters)
    return (fields ?? []).filter { !elsewhere.contains($0.name) }
  }

  /// All of one run.
  static func all(_ packages: [ContractPackage]) -> [HTTPOperation] {
    packages.flatMap { package in
      package.contracts.flatMap { contract in
        (contract.group?.operations ?? []).compactMap { operation in
          operation.http.map {
            HTTPOperation(operation: operation, binding: $0, contract: contract, package: package)
          }
        }
      }
    }
  }
}
