import PackagePlugin
@main struct ContractPlugin: BuildToolPlugin { func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] { [] } }
