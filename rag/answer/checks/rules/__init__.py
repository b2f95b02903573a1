"""The rules for claims; see :mod:`rag.answer.checks.verify`."""
