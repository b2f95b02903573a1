"""Builds the index from the sources folder; adds and withdraws articles; watches for changes."""
