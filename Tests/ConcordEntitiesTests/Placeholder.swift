// filled by the tests of the store
