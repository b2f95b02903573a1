"""Texts to vectors: one for the whole text, and one for each of its tokens."""
