"""Patterns of requests that do not ask for a fact: help, overviews, about the briefing."""
