"""Scoring the assistant on question sets: ``python -m rag eval``."""

from rag.evaluation.evaluate import evaluate, run_eval, settings_for

__all__ = ["evaluate", "run_eval", "settings_for"]
