"""Trains the adapters of the embedded language model.

One is for reading passages, one for verifying claims and one for translating sentences; their cards
are beside the files in ``rag/llm/embedded/``.

A program of its own, ``python -m rag.training TASK OUT``; nothing else imports it.
"""
