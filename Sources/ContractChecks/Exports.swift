// Each compile-time room imports the one before it and hands it on, so a stage names a single import.
@_exported public import ContractModel
