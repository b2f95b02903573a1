"""Documents become passages, each with the headings and names that it needs to stand alone."""
