// The contracts of the systems that Concord replaces, one folder each. ContractPlugin fills this target with what it
// generates from them; a Swift target needs a Swift file of its own, and this is it.
