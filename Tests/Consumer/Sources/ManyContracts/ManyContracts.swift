// ContractPlugin fills this target from the contracts in `many/`, which `check` writes.
