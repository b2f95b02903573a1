"""Checks of a claim against its evidence; see :mod:`rag.answer.checks.verify`."""
