// A service spec is written and read by ConcordJSON; whoever has one needs `JSON` at hand.
@_exported public import ConcordJSON
