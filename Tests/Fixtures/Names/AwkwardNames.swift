// The Swift of this target is generated from the contracts beside this file: it is here to be compiled.
