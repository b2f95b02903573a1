"""Checks of a claim against the evidence it stands on; see :mod:`rag.answer.checks.verify`."""
