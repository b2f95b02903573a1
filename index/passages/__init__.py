"""Splits documents into passages, each with the headings and names needed to understand it."""
