"""Answering questions about a briefing, with evidence that code has checked."""
