// The code of this module is generated from the contracts beside this file.
