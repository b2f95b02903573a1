"""Trains the adapter with which the embedded model reads passages.

Its card is ``rag/llm/embedded/reading.md``.

A program of its own, ``python -m rag.training OUT``; nothing else imports it.
"""
