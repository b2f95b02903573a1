"""Keeps a service under load for an hour, disturbs it, and measures what grows."""
