// ContractPlugin fills this target from the contracts in `shop/`.
