"""Words that are read in files before the language of an article is known."""
