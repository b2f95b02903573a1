"""Backup of the data folder as one archive, and its restoration."""
