"""Embeds texts: one dense vector per text, and one vector per token."""
