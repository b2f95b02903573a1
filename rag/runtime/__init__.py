"""The components of a running assistant, and their background work."""
