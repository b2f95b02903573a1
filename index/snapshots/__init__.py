"""Snapshots: complete versions of the index, stored side by side."""
