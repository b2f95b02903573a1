"""Backs up the data folder to one archive, and restores it."""
