"""Atomic file writes, and the handling of full or read-only disks."""
