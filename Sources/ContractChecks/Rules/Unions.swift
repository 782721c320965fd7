extension Rule {
  static let unionDiscriminator = Rule(
    "union-discriminator", "No record of a union has a field named like its discriminator."
  ) {
    packages in
    packages.flatMap { package in
      package.types.flatMap { type -> [Finding] in
        guard let union = type.union else { return [] }
        return union.cases.compactMap { unionCase in
          let record = package[unionCase.type]
          guard let field = record.fields.first(where: { $0.name == union.discriminator }) else { return nil }
          return Finding(
            unionCase.position,
            "'\(record.name)' has a field '\(field.name)' at \(field.position), which is the discriminator of '\(type.name)'",
            suggestion: "rename one")
        }
      }
    }
  }
}
