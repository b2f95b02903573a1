"""Everything that depends on a language: which one a text is in, its words, the dictionary."""
