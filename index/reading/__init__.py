"""Reads the sources folder into documents; files are parsed in limited worker processes."""
