// ContractPlugin fills this target from the contracts in `sample/`: what the tests of core and client ask for.
