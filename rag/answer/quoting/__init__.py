"""Verbatim quotes: which sentences, in which order, and what is said beside them."""
