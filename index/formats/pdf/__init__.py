"""Reads PDF files by the positions of their characters and by what is visible on the page."""
