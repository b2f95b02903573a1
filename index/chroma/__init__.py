"""Chroma: the only part that knows chromadb and langchain-chroma.

Importing what is in it takes about 2 s.
"""
