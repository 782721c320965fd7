// ContractPlugin fills this target from the contracts in `test/`: what the tests of server and store serve and keep.
