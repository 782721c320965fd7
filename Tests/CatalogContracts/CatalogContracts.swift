// The catalog of systems and groups, with what is triggered by their changes and what reacts to it.
