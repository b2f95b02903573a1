"""The embedded model: its weights, its process and its prefix cache."""
