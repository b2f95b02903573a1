"""Mentions of institutions in an article: with their name, or as "das Ministerium"."""
