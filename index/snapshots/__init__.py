"""Versions of the index, side by side."""
