"""Reads HTML pages: only the article, and only what a reader sees of it."""
