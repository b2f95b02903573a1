"""Patterns of questions: follow-ups, joined questions, and questions for several things."""
