"""Verbatim quotes: selection, order, labels, dates and marks."""
