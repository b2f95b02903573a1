"""Parsing of texts for comparison: sentences, clauses, subjects, quantities and dates."""
