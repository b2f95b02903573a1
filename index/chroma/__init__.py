"""Chroma: the only part that knows chromadb.

Importing what is in it takes about 2 s.
"""
