"""Scoring the assistant on question sets: ``python -m rag eval``."""

from rag.evaluation.evaluate import evaluate, run_eval

__all__ = ["evaluate", "run_eval"]
