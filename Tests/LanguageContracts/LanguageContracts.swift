// Contracts with every part of the language, for tests that run what is generated from them. ContractPlugin fills this
// target; a Swift target needs a Swift file of its own, and this is it.
