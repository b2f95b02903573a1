"""Texts taken apart for comparison: sentences, clauses, subjects, numbers and dates."""
