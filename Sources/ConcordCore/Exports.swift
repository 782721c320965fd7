// Generated code imports ConcordCore alone, and every generated type reads and writes JSON.
@_exported public import ConcordJSON
