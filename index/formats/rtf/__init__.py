"""Reads Rich Text documents (RTF)."""
