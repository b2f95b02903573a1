"""Renders answers, passages and articles."""
