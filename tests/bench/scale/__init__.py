"""Measures how time and memory grow with the number of passages."""
